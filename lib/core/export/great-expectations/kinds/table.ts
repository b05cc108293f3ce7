import { valuesOf } from '../accepted.ts';
import type { Words } from '../words.ts';

/** Expectations about the table. */
export const table: Record<string, Words> = {
  'column-exists': ({ columns: [column] }, args) => [
    'expect_column_to_exist',
    { column, ...(args.index === undefined ? {} : { column_index: args.index }) },
  ],
  'column-count': (_check, args) => {
    const limits = valuesOf(args);
    return limits && ['expect_table_column_count_to_be_between', limits];
  },
  'columns-ordered': (_check, args) => [
    'expect_table_columns_to_match_ordered_list',
    { column_list: args.columns ?? null },
  ],
  'columns-set': (_check, args) => [
    'expect_table_columns_to_match_set',
    { column_set: args.columns ?? null, exact_match: args.exact },
  ],
  'row-count': ({ accept }) => {
    if ('mostly' in accept || accept.unit !== 'rows') return undefined;
    const { operator, value } = accept;
    if (operator === 'mustBe') return ['expect_table_row_count_to_equal', { value }];
    const [min_value, max_value] = typeof value === 'number' ? [value] : value;
    const limits = max_value === undefined ? { min_value } : { min_value, max_value };
    return ['expect_table_row_count_to_be_between', limits];
  },
  'row-count-match': (_check, { reference }) => [
    'expect_table_row_count_to_equal_other_table',
    { other_table_name: reference },
  ],
  'sql-match': (_check, { query, comparison, mostly = 1 }) => [
    'expect_query_results_to_match_comparison',
    { base_query: query, comparison_data_source_name: 'comparison', comparison_query: comparison, mostly },
  ],
  'sql-rows': (_check, args) => ['unexpected_rows_expectation', { unexpected_rows_query: args.query }],
};
