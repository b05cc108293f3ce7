import type { Check } from '../../../../lib/core/checks/check.ts';
import { greatExpectations } from '../../../../lib/core/contract/great-expectations/suite.ts';
import { readContract } from '../../../../lib/core/contract/read-contract.ts';
import type { ReadOptions } from '../../../../lib/core/contract/reader.ts';
import { readJsonSource } from '../../../../lib/core/json-source.ts';
import { readYaml } from '../../../../lib/core/yaml-source.ts';

function read(text: string, options: ReadOptions = {}): Check[] {
  const open = text.trimStart().startsWith('{') ? readJsonSource : readYaml;
  return greatExpectations.read(open(text, 'suite', 'contract-invalid'), { nowMs: 0, ...options }).checks;
}

const old = `{
  "data_asset_type": null, "expectation_suite_name": "orders", "ge_cloud_id": null,
  "evaluation_parameters": {"upper": 120},
  "expectations": [
    {"expectation_type": "expect_column_values_to_be_between",
     "kwargs": {"column": "age", "min_value": 0, "max_value": {"$PARAMETER": "upper"}, "mostly": 0.99,
                "row_condition": "country == \\"NL\\"", "condition_parser": "pandas",
                "result_format": "SUMMARY", "include_config": true, "catch_exceptions": false},
     "meta": {"notes": {"format": "markdown", "content": ["why"]}}},
    {"expectation_type": "expect_column_pair_values_A_to_be_greater_than_B", "kwargs": {"column_A": "a", "column_B": "b"}},
    {"expectation_type": "expect_multicolumn_values_to_be_unique", "kwargs": {"column_list": ["a", "b"]}}
  ],
  "meta": {"great_expectations_version": "0.18.21"}
}`;

test('a suite of 0.18 in JSON is read with its parameters, condition, line and origin', () => {
  const [between, greater, distinct] = read(old);
  expect(between).toEqual({
    kind: 'range',
    columns: ['age'],
    args: { minimum: 0, maximum: 120, otherTypes: 'error' },
    where: { column: 'country', operator: '==', value: 'NL', missing: 'pandas' },
    accept: { mostly: 0.99 },
    severity: 'error',
    source: { file: 'suite', line: 5, key: 'expectations.0' },
    origin: {
      format: 'great-expectations',
      name: 'expect_column_values_to_be_between',
      args: expect.objectContaining({ max_value: { $PARAMETER: 'upper', '$PARAMETER.upper': 120 } }),
      meta: { meta: { notes: { format: 'markdown', content: ['why'] } } },
    },
  });
  expect(greater).toMatchObject({ kind: 'pair-greater', columns: ['a', 'b'] });
  expect(distinct).toMatchObject({ kind: 'row-distinct', args: { ignore: 'all-missing' }, accept: { mostly: 1 } });
});

test('a suite of 1.x in YAML is read with its severities', () => {
  const text = `
name: orders
suite_parameters: {}
expectations:
  - type: expect_column_values_to_match_regex
    id: c8a2
    severity: warning
    description: an address
    kwargs: {column: email, regex: '', mostly: 0.95}
  - {type: expect_table_row_count_to_equal, severity: info, kwargs: {value: 3}}
`;
  const [regex, rows] = read(text);
  expect(regex).toMatchObject({
    args: { pattern: '(?:)', negate: false, dialect: 'python' },
    severity: 'warning',
    source: { line: 5 },
    origin: { meta: { id: 'c8a2', description: 'an address' } },
  });
  expect(rows).toMatchObject({ severity: 'info', accept: { operator: 'mustBe', value: 3, unit: 'rows' } });
});

test('a parameter of the caller wins over that of the suite, and one without a value is a result with its reason', () => {
  expect(read(old, { parameters: { upper: 7 } })[0]?.args).toMatchObject({ maximum: 7 });
  const [absent] = read(
    '{"name": "s", "expectations": [{"type": "expect_column_max_to_be_between", "kwargs": {"column": "a", "max_value": {"$PARAMETER": "b"}}}]}',
  );
  expect(absent).toMatchObject({
    kind: 'expectation-error',
    args: { exception: expect.stringMatching(/max_value: No value found/) },
  });
});

const one = (name: string, kwargs: object) => JSON.stringify({ name: 's', expectations: [{ type: name, kwargs }] });

const wrong: Array<[name: string, kwargs: object, says: string]> = [
  ['expect_column_values_to_be_unique', {}, 'column: field required'],
  [
    'expect_column_values_to_be_unique',
    { column: 'a', mostly: 1.1 },
    'mostly: ensure this value is less than or equal to 1',
  ],
  ['expect_column_values_to_be_unique', { column: 'a', mostly: 'One' }, 'mostly: value is not a valid float'],
  ['expect_column_values_to_be_unique', { column: 'a', most: 1 }, 'most: extra fields not permitted'],
  ['expect_column_values_to_be_between', { column: 'a' }, 'min_value and max_value cannot both be None'],
  [
    'expect_column_values_to_be_between',
    { column: 'a', min_value: 2, max_value: 1 },
    'min_value cannot be greater than max_value',
  ],
  ['expect_column_value_lengths_to_be_between', { column: 'a', min_value: 'x' }, 'must be integers'],
  ['expect_table_row_count_to_equal', { value: 'x' }, 'value: value is not a valid integer'],
  ['expect_table_row_count_to_be_between', { min_value: 2, max_value: 1 }, 'Minimum Threshold cannot be larger'],
  [
    'expect_column_values_to_match_strftime_format',
    { column: 'a', strftime_format: '%D' },
    'Unable to use provided strftime_format. "%D"',
  ],
  ['expect_column_values_to_not_be_in_set', { column: 'a' }, 'is not iterable'],
  [
    'expect_column_pair_values_to_be_equal',
    { column_A: 'a', column_B: 'b', ignore_row_if: 'x' },
    "ignore_row_if: unexpected value; permitted: 'both_values_are_missing'",
  ],
  [
    'expect_column_quantile_values_to_be_between',
    { column: 'a', quantile_ranges: { quantiles: [0.5], value_ranges: [[2, 1]] } },
    'must consist of ordered pairs',
  ],
  ['unexpected_rows_expectation', { unexpected_rows_query: 'SELECT 1' }, "must name the data as '{batch}'"],
];

test.each(wrong)(
  '%s with wrong arguments %j is a check that says so in words of Great Expectations',
  (name, kwargs, says) => {
    const [check] = read(one(name, kwargs));
    expect(check).toMatchObject({ kind: 'expectation-error', args: { exception: expect.stringContaining(says) } });
  },
);

const refused: Array<[what: string, text: string, says: string]> = [
  [
    'an unknown expectation',
    one('expect_column_values_to_be_uniqe', { column: 'a' }),
    'suite:1: `expectations.0`: expect_column_values_to_be_uniqe is not supported: no core expectation is called that; nearest: expect_column_values_to_be_unique',
  ],
  [
    'a store of metrics',
    one('expect_column_max_to_be_between', { column: 'a', max_value: { $PARAMETER: 'urn:great_expectations:x' } }),
    'is not supported: `max_value`',
  ],
  ['arguments from the data', one('expect_column_max_to_be_between', { column: 'a', auto: true }), '`auto`'],
];

test.each(refused)('%s is refused by name, and inconclusive where that is allowed', (_what, text, says) => {
  expect(() => read(text)).toThrow(says);
  expect(read(text, { allowUnsupported: true })).toMatchObject([
    { kind: 'unsupported', args: { what: expect.any(String), why: expect.any(String) } },
  ]);
});

test('texts that 0.18 is to read as dates are moments, and values that it is to compare across types are no error', () => {
  const kwargs = { column: 'a', max_value: '2020-01-01', parse_strings_as_datetimes: true };
  const text = one('expect_column_values_to_be_between', { ...kwargs, allow_cross_type_comparisons: true });
  const { properties, checks } = greatExpectations.read(readJsonSource(text, 'suite', 'contract-invalid'), {});
  expect(properties).toMatchObject([{ name: 'a', logicalType: 'timestamp' }]);
  expect(checks).toMatchObject([{ kind: 'range', args: { maximum: '2020-01-01', otherTypes: 'ignore' } }]);
});

test('the rows of another table may come from whoever reads', () => {
  const text = one('expect_table_row_count_to_equal_other_table', { other_table_name: 'b' });
  expect(read(text, { rowCounts: { b: 4 } })).toMatchObject([
    { kind: 'row-count', accept: { operator: 'mustBe', value: 4 } },
  ]);
  // Or they are counted, in data that is given by its name.
  expect(read(text)).toMatchObject([{ kind: 'row-count-match', args: { reference: 'b', minimum: 1, maximum: 1 } }]);
  expect(() => readContract({ text, file: 'suite' }, { references: [] })).toThrow(
    /^suite:1: `expect_table_row_count_to_equal_other_table` compares with the data set "b", and no data is given/,
  );
});

test('a query of another data source is one of tables that are given, and without any it cannot be judged', () => {
  const queries = { base_query: 'SELECT 1 FROM {batch}', comparison_query: 'SELECT 1 FROM b' };
  const text = one('expect_query_results_to_match_comparison', { ...queries, comparison_data_source_name: 'wh' });
  const args = { query: queries.base_query, comparison: queries.comparison_query, mostly: 1 };
  for (const references of [undefined, ['b']])
    expect(read(text, { references })).toMatchObject([{ kind: 'sql-match', args }]);
  expect(() => read(text, { references: [] })).toThrow(
    'another data source, "wh", and none of the tables there is given',
  );
});

test.each([
  ['no list', '{"name": "s",\n"expectations": {}}', 'suite:2: `expectations` got {}'],
  [
    'no type',
    '{"name": "s", "expectations": [\n{"kwargs": {}}]}',
    'suite:2: `expectations.0` got {"kwargs":{}}: needs `type`',
  ],
  [
    'an unknown key',
    '{"name": "s", "expectations": [{"type": "x",\n"kwarg": {}}]}',
    'suite:2: `expectations.0.kwarg` is not known here; known: expectation_type, type, kwargs, severity',
  ],
  [
    'an unknown severity',
    'name: s\nexpectations:\n  - {type: x, severity: error}',
    'suite:3: `expectations.0.severity` got "error"',
  ],
  ['no name', '{"expectations": []}', 'needs a `name`'],
])('%s is an error with its line and what is allowed', (_what, text, says) => {
  expect(() => read(text)).toThrow(says);
});
