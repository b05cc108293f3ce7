import { bothNone, column, limits, limitsOf } from '../arguments.ts';
import { defineExpectation, type Expectation } from '../expectation.ts';

export const max = statistic('expect_column_max_to_be_between', 'max');
export const mean = statistic('expect_column_mean_to_be_between', 'mean');
export const median = statistic('expect_column_median_to_be_between', 'median');
export const min = statistic('expect_column_min_to_be_between', 'min', true);
/** Of a sample, so divided by one less than the number of values. */
export const stdev = statistic('expect_column_stdev_to_be_between', 'stddev');
export const sum = statistic('expect_column_sum_to_be_between', 'sum', true);
export const uniqueCount = statistic('expect_column_unique_value_count_to_be_between', 'distinct');
/** Different values by values that are there, although its name says otherwise. */
export const uniqueProportion = statistic('expect_column_proportion_of_unique_values_to_be_between', 'distinct-share');

/** What cannot be said of a text, and ends in an exception there. */
const ofNumbers = new Set(['mean', 'median', 'sum', 'stddev']);

function statistic(name: string, of: string, needsLimit = false): Expectation {
  return defineExpectation({
    name,
    args: { ...column, ...limits },
    faults: (given) => [needsLimit && bothNone(given)],
    meaning: (given) => ({
      kind: 'statistic',
      columns: [given.column],
      args: { of, ...limitsOf(given), ...(ofNumbers.has(of) ? { otherTypes: 'error' } : {}) },
    }),
  });
}
