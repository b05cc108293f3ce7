import type { Bound } from '../../../checks/bound.ts';
import { column, crossed, flag, limits, limitsOf, notWhole, optional, text, texts, whole } from '../arguments.ts';
import { defineExpectation } from '../expectation.ts';

export const columnExists = defineExpectation({
  name: 'expect_column_to_exist',
  args: { ...column, column_index: optional(whole) },
  meaning: ({ column: name, column_index: index }) => ({
    kind: 'column-exists',
    columns: [name],
    args: index === undefined ? {} : { index },
  }),
});

export const columnCountBetween = defineExpectation({
  name: 'expect_table_column_count_to_be_between',
  args: limits,
  faults: (given) => [notWhole(given), crossed(given) && 'min_value cannot be greater than max_value'],
  meaning: (given) => ({ kind: 'column-count', args: limitsOf(given) }),
});

export const columnCountEqual = defineExpectation({
  name: 'expect_table_column_count_to_equal',
  args: { value: whole },
  meaning: ({ value }) => ({ kind: 'column-count', args: { minimum: value, maximum: value } }),
});

export const columnsOrdered = defineExpectation({
  name: 'expect_table_columns_to_match_ordered_list',
  args: { column_list: optional(texts) },
  // No list is one that any columns match.
  meaning: ({ column_list: columns }) =>
    columns === undefined
      ? { kind: 'columns-set', args: { columns: [], exact: false } }
      : { kind: 'columns-ordered', args: { columns } },
});

export const columnsInSet = defineExpectation({
  name: 'expect_table_columns_to_match_set',
  args: { column_set: optional(texts), exact_match: optional(flag) },
  meaning: ({ column_set: columns, exact_match: exact }) => ({
    kind: 'columns-set',
    args: { columns: columns ?? [], exact: exact ?? true },
  }),
});

export const rowCountBetween = defineExpectation({
  name: 'expect_table_row_count_to_be_between',
  args: limits,
  faults: (given) => [notWhole(given), crossed(given) && 'Minimum Threshold cannot be larger than Maximum Threshold'],
  meaning: (given) => {
    const low = given.min_value === undefined ? 0 : Number(given.min_value) + (given.strict_min ? 1 : 0);
    if (given.max_value === undefined) return rows({ operator: 'mustBeGreaterOrEqualTo', value: low, unit: 'rows' });
    const high = Number(given.max_value) - (given.strict_max ? 1 : 0);
    return rows({ operator: 'mustBeBetween', value: [low, high], unit: 'rows' });
  },
});

export const rowCountEqual = defineExpectation({
  name: 'expect_table_row_count_to_equal',
  args: { value: whole },
  meaning: ({ value }) => rows({ operator: 'mustBe', value, unit: 'rows' }),
});

export const rowCountOfOther = defineExpectation({
  name: 'expect_table_row_count_to_equal_other_table',
  args: { other_table_name: text },
  meaning: ({ other_table_name: other }, { rowCounts }) => {
    const value = Object.hasOwn(rowCounts, other) ? rowCounts[other] : undefined;
    return value === undefined
      ? { kind: 'row-count-match', args: { reference: other, minimum: 1, maximum: 1 } }
      : rows({ operator: 'mustBe', value, unit: 'rows' });
  },
});

function rows(accept: Bound) {
  return { kind: 'row-count', args: {}, accept };
}
