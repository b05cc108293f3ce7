import { valuesOf } from '../accepted.ts';
import type { Words } from '../words.ts';

const statistics: Record<string, string> = {
  min: 'expect_column_min_to_be_between',
  max: 'expect_column_max_to_be_between',
  mean: 'expect_column_mean_to_be_between',
  median: 'expect_column_median_to_be_between',
  sum: 'expect_column_sum_to_be_between',
  stddev: 'expect_column_stdev_to_be_between',
  distinct: 'expect_column_unique_value_count_to_be_between',
  'distinct-share': 'expect_column_proportion_of_unique_values_to_be_between',
  'present-share': 'expect_column_proportion_of_non_null_values_to_be_between',
};

const relations: Record<string, string> = {
  subset: 'expect_column_distinct_values_to_be_in_set',
  superset: 'expect_column_distinct_values_to_contain_set',
  equal: 'expect_column_distinct_values_to_equal_set',
};

interface Range {
  quantile: number;
  minimum?: unknown;
  maximum?: unknown;
}

/** Expectations about a whole column. */
export const aggregates: Record<string, Words> = {
  statistic: ({ columns: [column, other] }, args) => {
    const type = statistics[String(args.of)];
    const limits = valuesOf(args);
    return type && limits && other === undefined ? [type, { column, ...limits }] : undefined;
  },
  quantiles: ({ columns: [column] }, args) => {
    const ranges = args.ranges as Range[];
    const quantile_ranges = {
      quantiles: ranges.map(({ quantile }) => quantile),
      value_ranges: ranges.map(({ minimum = null, maximum = null }) => [minimum, maximum]),
    };
    return args.interpolation === 'nearest'
      ? ['expect_column_quantile_values_to_be_between', { column, quantile_ranges }]
      : undefined;
  },
  'distinct-values': ({ columns: [column] }, args) => {
    const type = relations[String(args.relation)];
    return type ? [type, { column, value_set: args.values }] : undefined;
  },
  'most-common': ({ columns: [column] }, args) => [
    'expect_column_most_common_value_to_be_in_set',
    { column, value_set: args.values, ties_okay: args.tiesAllowed ?? false },
  ],
};
