import { acceptOf, column, columnList, limits, limitsOf, mostly, oneOf } from '../arguments.ts';
import { defineExpectation, type Expectation } from '../expectation.ts';

export const notNull = single('expect_column_values_to_not_be_null', 'required');
export const isNull = single('expect_column_values_to_be_null', 'absent');
export const unique = single('expect_column_values_to_be_unique', 'unique', { count: 'all' });

/** An expectation that takes nothing but its column. */
function single(name: string, kind: string, args: object = {}): Expectation {
  return defineExpectation({
    name,
    args: { ...column, ...mostly },
    meaning: (given) => ({ kind, columns: [given.column], args, ...acceptOf(given) }),
  });
}

export const proportionOfNonNull = defineExpectation({
  name: 'expect_column_proportion_of_non_null_values_to_be_between',
  args: { ...column, ...limits },
  meaning: (given) => ({
    kind: 'statistic',
    columns: [given.column],
    args: { of: 'present-share', ...limitsOf(given) },
  }),
});

export const compoundUnique = defineExpectation({
  name: 'expect_compound_columns_to_be_unique',
  args: { ...columnList, ...mostly, ignore_row_if: multicolumnIgnore() },
  meaning: (given) => ({
    kind: 'unique',
    columns: given.column_list,
    args: { count: 'all', ignore: ignored[given.ignore_row_if] },
    ...acceptOf(given),
  }),
});

/** Rows of several columns that are left out; null means the default. */
export function multicolumnIgnore() {
  return oneOf('all_values_are_missing', 'any_value_is_missing', 'never').default('all_values_are_missing');
}

export const ignored = {
  all_values_are_missing: 'all-missing',
  any_value_is_missing: 'any-missing',
  never: 'never',
} as const;
