import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectationNamed, expectationNames } from '../../../../lib/core/contract/great-expectations/registry.ts';

/** Arguments that suffice, by name without `expect_`, and the kind that it means. */
const sufficient: Record<string, [kwargs: object, kind: string]> = {
  column_distinct_values_to_be_in_set: [{ column: 'a', value_set: [1] }, 'distinct-values'],
  column_distinct_values_to_contain_set: [{ column: 'a', value_set: [1] }, 'distinct-values'],
  column_distinct_values_to_equal_set: [{ column: 'a', value_set: [1] }, 'distinct-values'],
  column_kl_divergence_to_be_less_than: [{ column: 'a', partition_object: null, threshold: 1 }, 'partition-distance'],
  column_max_to_be_between: [{ column: 'a', max_value: 1 }, 'statistic'],
  column_mean_to_be_between: [{ column: 'a', max_value: 1 }, 'statistic'],
  column_median_to_be_between: [{ column: 'a', max_value: 1 }, 'statistic'],
  column_min_to_be_between: [{ column: 'a', max_value: 1 }, 'statistic'],
  column_most_common_value_to_be_in_set: [{ column: 'a', value_set: ['x'] }, 'most-common'],
  column_pair_cramers_phi_value_to_be_less_than: [{ column_A: 'a', column_B: 'b' }, 'association'],
  column_pair_values_A_to_be_greater_than_B: [{ column_A: 'a', column_B: 'b' }, 'pair-greater'],
  column_pair_values_a_to_be_greater_than_b: [{ column_A: 'a', column_B: 'b', or_equal: true }, 'pair-greater'],
  column_pair_values_to_be_equal: [{ column_A: 'a', column_B: 'b' }, 'pair-equal'],
  column_pair_values_to_be_in_set: [{ column_A: 'a', column_B: 'b', value_pairs_set: [[1, null]] }, 'pair-allowed'],
  column_proportion_of_non_null_values_to_be_between: [{ column: 'a', min_value: 0.5 }, 'statistic'],
  column_proportion_of_unique_values_to_be_between: [{ column: 'a', min_value: 0.5 }, 'statistic'],
  column_quantile_values_to_be_between: [
    { column: 'a', quantile_ranges: { quantiles: [0.5], value_ranges: [[null, 2]] } },
    'quantiles',
  ],
  column_stdev_to_be_between: [{ column: 'a', max_value: 1 }, 'statistic'],
  column_sum_to_be_between: [{ column: 'a', max_value: 1 }, 'statistic'],
  column_to_exist: [{ column: 'a', column_index: 0 }, 'column-exists'],
  column_type_to_be: [{ column: 'a', type_: 'BIGINT' }, 'storage-type'],
  column_unique_value_count_to_be_between: [{ column: 'a', max_value: 1 }, 'statistic'],
  column_value_lengths_to_be_between: [{ column: 'a', max_value: 1, strict_max: true }, 'length'],
  column_value_lengths_to_equal: [{ column: 'a', value: 1 }, 'length'],
  column_value_z_scores_to_be_less_than: [{ column: 'a', threshold: 3, double_sided: true }, 'z-score'],
  column_values_to_be_between: [{ column: 'a', max_value: 'b' }, 'range'],
  column_values_to_be_dateutil_parseable: [{ column: 'a' }, 'date-parseable'],
  column_values_to_be_decreasing: [{ column: 'a' }, 'decreasing'],
  column_values_to_be_in_set: [{ column: 'a', value_set: [1, 'x', null] }, 'allowed-values'],
  column_values_to_be_in_type_list: [{ column: 'a', type_list: ['int'] }, 'storage-type'],
  column_values_to_be_increasing: [{ column: 'a', strictly: true }, 'increasing'],
  column_values_to_be_json_parseable: [{ column: 'a' }, 'json'],
  column_values_to_be_null: [{ column: 'a' }, 'absent'],
  column_values_to_be_of_type: [{ column: 'a', type_: 'int' }, 'storage-type'],
  column_values_to_be_unique: [{ column: 'a' }, 'unique'],
  column_values_to_match_json_schema: [{ column: 'a', json_schema: {} }, 'json-schema'],
  column_values_to_match_like_pattern: [{ column: 'a', like_pattern: 'a%' }, 'pattern'],
  column_values_to_match_like_pattern_list: [{ column: 'a', like_pattern_list: ['a%'] }, 'patterns'],
  column_values_to_match_regex: [{ column: 'a', regex: '^a' }, 'pattern'],
  column_values_to_match_regex_list: [{ column: 'a', regex_list: ['^a'], match_on: 'all' }, 'patterns'],
  column_values_to_match_strftime_format: [{ column: 'a', strftime_format: '%Y' }, 'date-format'],
  column_values_to_not_be_in_set: [{ column: 'a', value_set: [] }, 'forbidden-values'],
  column_values_to_not_be_null: [{ column: 'a', mostly: 0.5 }, 'required'],
  column_values_to_not_match_like_pattern: [{ column: 'a', like_pattern: 'a%' }, 'pattern'],
  column_values_to_not_match_like_pattern_list: [{ column: 'a', like_pattern_list: ['a%'] }, 'patterns'],
  column_values_to_not_match_regex: [{ column: 'a', regex: '^a' }, 'pattern'],
  column_values_to_not_match_regex_list: [{ column: 'a', regex_list: ['^a'] }, 'patterns'],
  compound_columns_to_be_unique: [{ column_list: ['a', 'b'] }, 'unique'],
  multicolumn_sum_to_equal: [{ column_list: ['a', 'b'], sum_total: 1 }, 'row-sum'],
  multicolumn_values_to_be_equal: [{ column_list: ['a', 'b'] }, 'row-equal'],
  multicolumn_values_to_be_unique: [{ column_list: ['a', 'b'] }, 'row-distinct'],
  select_column_values_to_be_unique_within_record: [{ column_list: ['a', 'b'] }, 'row-distinct'],
  table_column_count_to_be_between: [{ min_value: 1 }, 'column-count'],
  table_column_count_to_equal: [{ value: 1 }, 'column-count'],
  table_columns_to_match_ordered_list: [{ column_list: ['a'] }, 'columns-ordered'],
  table_columns_to_match_set: [{ column_set: ['a'], exact_match: false }, 'columns-set'],
  table_row_count_to_be_between: [{ max_value: 1 }, 'row-count'],
  table_row_count_to_equal: [{ value: 1 }, 'row-count'],
  table_row_count_to_equal_other_table: [{ other_table_name: 'other' }, 'row-count'],
};

test.each(Object.entries(sufficient))('expect_%s is understood', (name, [kwargs, kind]) => {
  const expectation = expectationNamed(`expect_${name}`);
  expect(expectation?.faults({ ...kwargs })).toEqual([]);
  expect(expectation?.meaning({ ...kwargs }, { rowCounts: { other: 1 }, like: 'like' })).toMatchObject({ kind });
});

test('a query of rows that must not be there is understood, one of another source is not', () => {
  const rows = expectationNamed('unexpected_rows_expectation');
  const query = { unexpected_rows_query: 'SELECT * FROM {batch} WHERE a > 1' };
  expect(rows?.meaning(query, { rowCounts: {}, like: 'like' })).toMatchObject({ kind: 'sql-rows' });
  const other = { base_query: 'a', comparison_data_source_name: 'b', comparison_query: 'c' };
  const compared = expectationNamed('expect_query_results_to_match_comparison');
  expect(compared?.meaning(other, { rowCounts: {}, like: 'like' })).toHaveProperty('unsupported');
});

test('every name is tried here, and every expectation of a family is in the registry', () => {
  const tried = [
    ...Object.keys(sufficient).map((name) => `expect_${name}`),
    'unexpected_rows_expectation',
    'expect_query_results_to_match_comparison',
  ];
  expect(tried.sort()).toEqual([...expectationNames].sort());
  const folder = join(import.meta.dirname, '../../../../lib/core/contract/great-expectations/families');
  const written = readdirSync(folder).flatMap(
    (file) => readFileSync(join(folder, file), 'utf8').match(/'(expect_\w+|unexpected_rows\w+)'/g) ?? [],
  );
  expect(written.map((name) => name.slice(1, -1)).filter((name) => !expectationNames.includes(name))).toEqual([]);
});
