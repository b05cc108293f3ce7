import { settleAlternatives } from '../../../../lib/core/checks/alternatives.ts';
import type { Check } from '../../../../lib/core/checks/check.ts';
import { judgeCheck } from '../../../../lib/core/checks/judge.ts';
import type { DataContract } from '../../../../lib/core/contract/contract.ts';
import { greatExpectations } from '../../../../lib/core/contract/great-expectations/suite.ts';
import { readContract } from '../../../../lib/core/contract/read-contract.ts';
import { rowKeysFor, samplesFor } from '../../../../lib/core/export/great-expectations/result-format.ts';
import { validationOf } from '../../../../lib/core/export/great-expectations/validation.ts';
import type { CheckCounts } from '../../../../lib/core/profile/profile.ts';

function suite(...expectations: Array<[type: string, kwargs: object]>): DataContract {
  const value = {
    name: 'orders',
    expectations: expectations.map(([type, kwargs]) => ({ type, kwargs, meta: { a: 1 } })),
  };
  return greatExpectations.read({ file: 'suite', code: 'contract-invalid', value, lineOf: () => 1 }, {});
}

interface Answer {
  success: boolean;
  results: Array<{ success: boolean; result: object; exception_info: object; expectation_config: object }>;
  statistics: object;
}
const answer = (...given: Parameters<typeof validationOf>) => validationOf(...given) as Answer;

const between = { column: 'age', min_value: 0, max_value: 5, mostly: 0.5 };
const counts: CheckCounts = {
  failing: 2,
  total: 5,
  considered: 4,
  missing: 1,
  samples: [
    { row: 2, value: '9', values: [9], keys: ['r2'] },
    { row: 4, value: '9', values: [9], keys: ['r4'] },
  ],
};
const basic = {
  element_count: 5,
  unexpected_count: 2,
  unexpected_percent: 50,
  partial_unexpected_list: [9, 9],
  missing_count: 1,
  missing_percent: 20,
  unexpected_percent_total: 40,
  unexpected_percent_nonmissing: 50,
};

test.each([
  ['BOOLEAN_ONLY', {}],
  ['BASIC', basic],
  ['SUMMARY', { ...basic, partial_unexpected_counts: [{ value: 9, count: 2 }], partial_unexpected_index_list: [1, 3] }],
  [
    'COMPLETE',
    {
      ...basic,
      partial_unexpected_counts: [{ value: 9, count: 2 }],
      partial_unexpected_index_list: [1, 3],
      unexpected_list: [9, 9],
      unexpected_index_list: [1, 3],
      unexpected_index_query: 'df.filter(items=[1, 3], axis=0)',
    },
  ],
] as const)('a result of format %s has the fields that Great Expectations gives it', (result_format, result) => {
  const contract = suite(['expect_column_values_to_be_between', between]);
  expect(answer(contract, [counts], { resultFormat: { result_format } })).toEqual({
    success: true,
    suite_name: 'orders',
    suite_parameters: {},
    statistics: {
      evaluated_expectations: 1,
      successful_expectations: 1,
      unsuccessful_expectations: 0,
      success_percent: 100,
    },
    meta: {},
    results: [
      {
        success: true,
        expectation_config: {
          type: 'expect_column_values_to_be_between',
          kwargs: between,
          severity: 'critical',
          meta: { a: 1 },
        },
        result,
        meta: {},
        exception_info: { raised_exception: false, exception_message: null, exception_traceback: null },
      },
    ],
  });
});

test('an expectation that says its own format gets it, with names of rows and without what it excludes', () => {
  const result_format = {
    result_format: 'COMPLETE',
    unexpected_index_column_names: ['id'],
    exclude_unexpected_values: true,
    include_unexpected_rows: true,
    partial_unexpected_count: 1,
    return_unexpected_index_query: false,
  };
  const contract = suite(['expect_column_values_to_be_between', { ...between, result_format }]);
  expect(rowKeysFor(contract.checks)).toEqual(['id']);
  expect(samplesFor(contract.checks)).toBe('all');
  const [only] = answer(contract, [counts]).results;
  const { partial_unexpected_list: _, ...told } = basic;
  expect(only?.result).toEqual({
    ...told,
    unexpected_index_column_names: ['id'],
    unexpected_rows: [{ age: 9 }],
    partial_unexpected_index_list: [{ age: 9, id: 'r2' }],
    unexpected_index_list: [
      { age: 9, id: 'r2' },
      { age: 9, id: 'r4' },
    ],
  });
});

test('as many samples are wanted as the formats list', () => {
  const contract = suite(['expect_column_values_to_be_between', between]);
  expect(samplesFor(contract.checks)).toBe(20);
  expect(samplesFor(contract.checks, { partial_unexpected_count: 3 })).toBe(3);
  expect(samplesFor([])).toBe(0);
});

test('presence is about all rows, and has no field of missing ones', () => {
  const contract = suite(['expect_column_values_to_not_be_null', { column: 'a', mostly: 0.6 }]);
  const seen = { failing: 2, total: 4, considered: 4, missing: 0, samples: [{ row: 1, value: null, values: [null] }] };
  const [only] = answer(contract, [seen], { resultFormat: { result_format: 'BASIC' } }).results;
  expect(only).toMatchObject({ success: false, result: { element_count: 4, unexpected_percent: 50 } });
  expect(only?.result).not.toHaveProperty('missing_count');
});

test('pairs are listed as pairs, several columns as records', () => {
  const contract = suite(
    ['expect_column_pair_values_to_be_equal', { column_A: 'a', column_B: 'b' }],
    ['expect_compound_columns_to_be_unique', { column_list: ['a', 'b'] }],
  );
  const seen = { failing: 1, total: 1, samples: [{ row: 1, value: '1, 2', values: [1, 2] }] };
  const lists = answer(contract, [seen, seen]).results.map(({ result }) => result);
  expect(lists).toMatchObject([{ partial_unexpected_list: [[1, 2]] }, { partial_unexpected_list: [{ a: 1, b: 2 }] }]);
});

test('an expectation that no row is about is met, and one that was not measured is not', () => {
  const contract = suite(
    ['expect_column_values_to_be_between', between],
    ['expect_column_values_to_be_between', between],
    ['expect_table_row_count_to_equal', { value: 0 }],
  );
  const none = { failing: 0, total: 0, considered: 0, samples: [] };
  const { success, results } = answer(contract, [none, { ...none, failing: null }, none]);
  expect(success).toBe(false);
  expect(results.map((result) => result.success)).toEqual([true, false, true]);
  expect(results[0]?.result).toMatchObject({ element_count: 0, missing_percent: null, unexpected_percent: null });
  expect(results[2]?.result).toEqual({ observed_value: 0 });
});

test('names of columns and counts of two tables are told as the whole', () => {
  const read = suite(
    ['expect_table_columns_to_match_set', { column_set: ['a', 'x'], exact_match: true }],
    ['expect_table_columns_to_match_ordered_list', { column_list: ['b', 'a'] }],
    ['expect_column_to_exist', { column: 'a' }],
  );
  const observed = { failing: 1, total: 3, samples: [], observed: ['a', 'b'] };
  const results = answer(read, [
    { ...observed, details: { missing: ['x'], unexpected: ['b'] } },
    observed,
    { ...observed, failing: 0 },
  ]).results;
  expect(results.map(({ success, result }) => [success, result])).toEqual([
    [false, { observed_value: ['a', 'b'], details: { mismatched: { unexpected: ['b'], missing: ['x'] } } }],
    [
      false,
      {
        observed_value: ['a', 'b'],
        details: {
          mismatched: [
            { 'Expected Column Position': 0, Expected: 'b', Found: 'a' },
            { 'Expected Column Position': 1, Expected: 'a', Found: 'b' },
          ],
        },
      },
    ],
    [true, {}],
  ]);
});

test('rows that a query found are counted in words and told as records', () => {
  const query = { unexpected_rows_query: 'SELECT * FROM {batch}' };
  const contract = suite(['unexpected_rows_expectation', query], ['unexpected_rows_expectation', query]);
  const [none, one] = answer(contract, [
    { failing: 0, total: 4, samples: [] },
    { failing: 1, total: 4, samples: [{ row: 1, value: 'a=7', values: [{ a: 7 }] }] },
  ]).results;
  expect(none).toMatchObject({ success: true, result: { observed_value: '0 unexpected rows' } });
  expect(one).toMatchObject({
    success: false,
    result: { observed_value: '1 unexpected row', details: { unexpected_rows: [{ a: 7 }] } },
  });
});

test('a check that raised is told with the words that others look for, and counts as unsuccessful', () => {
  const contract = suite(
    ['expect_column_values_to_be_between', between],
    ['expect_column_values_to_be_unique', {}],
    ['expect_column_values_to_be_unique', { column: 'b' }],
  );
  const failed = (message: string, code?: string): CheckCounts => ({
    failing: null,
    total: 0,
    samples: [],
    error: { message, ...(code ? { code } : {}) },
  });
  const { statistics, results } = answer(contract, [
    failed('age is text', 'column-type'),
    failed('column: field required'),
    failed('no column is called "b"; columns: a', 'column-unknown'),
  ]);
  expect(statistics).toMatchObject({ unsuccessful_expectations: 3, success_percent: 0 });
  const raised = results.map(({ exception_info }) => exception_info);
  expect(raised).toMatchObject([
    { raised_exception: true, exception_message: expect.stringMatching(/^TypeError: Column values.*age is text$/) },
    { raised_exception: true, exception_message: 'column: field required' },
    { exception_message: expect.stringMatching(/^Error: The column "b" in BatchData does not exist\. no column/) },
  ]);
});

test('what was observed of a sensitive column is masked, and no verdict is made up for it', () => {
  const contract = suite(['expect_column_max_to_be_between', { column: 'a', max_value: 1 }]);
  const [only] = answer(contract, [{ failing: 0, total: 4, samples: [] }]).results;
  expect(only).toMatchObject({
    success: false,
    exception_info: { raised_exception: true, exception_message: expect.stringContaining('masked') },
  });
});

test('a check of another format is told as the expectation that says the same, or under a name of our own', () => {
  const check = (kind: string, args: object): Check => ({
    kind,
    columns: ['a'],
    args,
    accept: { mostly: 1 },
    severity: 'warning',
    source: { file: 'f', line: 1, key: 'k' },
  });
  const checks = [check('range', { minimum: 0 }), check('multiple-of', { divisor: 2 })];
  const { results } = answer({ file: 'f', name: 'n', properties: [], checks }, [counts, counts]);
  expect(results.map(({ expectation_config }) => expectation_config)).toEqual([
    {
      type: 'expect_column_values_to_be_between',
      kwargs: { column: 'a', min_value: 0 },
      severity: 'warning',
      meta: {},
    },
    { type: 'signalbox:multiple-of', kwargs: { column_list: ['a'], divisor: 2 }, severity: 'warning', meta: {} },
  ]);
});

test('an alternative that is not needed is no failure, and why is beside it', async () => {
  const contract = readContract({ text: 'Rules = [ (IsUnique "id") or (IsComplete "id") ]', file: 'rules.dqdl' });
  const counts: CheckCounts[] = [
    { failing: 2, total: 3, samples: [] },
    { failing: 0, total: 3, samples: [] },
  ];
  const settled = settleAlternatives(
    contract.checks.map((check, index) => ({ check, result: judgeCheck(check, counts[index] as CheckCounts) })),
  );
  const { success, results } = answer(contract, counts, { settled });
  expect([success, ...results.map((one) => one.success)]).toEqual([true, true, true]);
  expect(results[0]).toMatchObject({
    meta: { note: expect.stringContaining('not needed, as this holds: id required') },
  });
  const failed = settled.map((one) => ({ ...one, verdict: 'fail' as const }));
  expect(answer(contract, counts, { settled: failed }).success).toBe(false);
});

test('quantiles say which of them lies in its range; a statistic that infinite numbers leave unknown is not told', () => {
  const asked = {
    column: 'a',
    quantile_ranges: {
      quantiles: [0, 1],
      value_ranges: [
        [0, 1],
        [null, 1],
      ],
    },
  };
  const contract = suite(
    ['expect_column_quantile_values_to_be_between', asked],
    ['expect_column_max_to_be_between', { column: 'a', min_value: 0 }],
    ['expect_column_most_common_value_to_be_in_set', { column: 'a', value_set: [1] }],
  );
  const found = { failing: 0, total: 4, samples: [] };
  const parts = { values: 3, others: 1, missing: 0, zeros: 0, sum: 5, mean: 1, m2: 1, min: 0, max: 2 };
  const [quantiles, max, common] = answer(contract, [
    { ...found, observed: { quantiles: [0, 1], values: [0, 2] } },
    { ...found, parts, observed: 2 },
    { ...found, observed: [1], details: { count: 2, different: 1, outside: 0 } },
  ]).results;
  expect(quantiles?.result).toMatchObject({ details: { success_details: [true, false] } });
  expect(max?.result).toEqual({ observed_value: null });
  expect(common?.result).toEqual({ observed_value: [1] });
});
