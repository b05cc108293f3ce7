import type { Check } from '../../../../lib/core/checks/check.ts';
import type { Condition } from '../../../../lib/core/checks/condition.ts';
import { readContract } from '../../../../lib/core/contract/read-contract.ts';
import { expectationOf } from '../../../../lib/core/export/great-expectations/expectation-of.ts';
import { greatExpectationsSuite } from '../../../../lib/core/export/great-expectations/suite.ts';
import { sufficient } from '../../contract/great-expectations/sufficient.ts';

const options = { rowCounts: { other: 1 }, nowMs: 0 };
const read = (suite: object) => readContract({ text: JSON.stringify(suite), file: 'suite.json' }, options);
const suiteWith = (...expectations: object[]) => ({ name: 'orders', expectations });

const expectations = Object.entries(sufficient).map(([name, [kwargs]]) => ({ type: `expect_${name}`, kwargs }));

test('a suite that is written out and read again has the same checks, with all that was said about them', () => {
  const told = { id: 'c8a2', description: 'why', notes: ['a'], meta: { owner: 'x' }, severity: 'warning' };
  const parameter = {
    column: 'a',
    max_value: { $PARAMETER: 'limit + 1' },
    row_condition: 'b > 1',
    condition_parser: 'pandas',
  };
  const suite = {
    ...suiteWith(...expectations, { type: 'expect_column_max_to_be_between', kwargs: parameter, ...told }),
    suite_parameters: { limit: 4 },
  };
  const contract = read(suite);
  const again = read(JSON.parse(greatExpectationsSuite(contract).text));
  const meaning = ({ source: _, origin, ...check }: Check) => ({ ...check, name: origin?.name, told: origin?.meta });
  expect(again.checks.map(meaning)).toEqual(contract.checks.map(meaning));
  expect(again.checks).toHaveLength(expectations.length + 1);
  expect(again.checks.at(-1)).toMatchObject({ args: { maximum: 5 }, severity: 'warning' });
});

/** What the words of the suite format say and our arguments do not: bins of a distribution, options of categories. */
const onlyByOrigin = new Set([
  'expect_column_kl_divergence_to_be_less_than',
  'expect_column_pair_cramers_phi_value_to_be_less_than',
]);

test.each(expectations.filter(({ type }) => !onlyByOrigin.has(type)))(
  'the check of $type has words of its own, whatever format it came from',
  (entry) => {
    const [check] = read(suiteWith(entry)).checks as [Check];
    const { origin: _, ...bare } = check;
    const found = expectationOf(bare);
    expect(found).toBeDefined();
    const [again] = read(suiteWith(found as object)).checks as [Check];
    const meaning = ({ kind, columns, args, accept }: Check) => ({ kind, columns, args, accept });
    expect(meaning(again)).toEqual(meaning(check));
  },
);

const bare = (given: Partial<Check>): Check => ({
  kind: 'required',
  columns: ['a'],
  args: {},
  accept: { mostly: 1 },
  severity: 'error',
  source: { file: 'contract.yaml', line: 7, key: 'k' },
  ...given,
});

const conditions: Condition[] = [
  { column: 'a', is: 'null' },
  { column: 'a', operator: '!=', value: 'x', missing: 'pandas' },
  {
    any: [
      { column: 'a', operator: 'in', values: [1, 2], missing: 'pandas' },
      { all: [{ column: 'b', is: 'present' }] },
    ],
  },
];

test.each(conditions)('the condition %j means the same when it is read again', (where) => {
  const found = expectationOf(bare({ where })) as object;
  expect(read(suiteWith(found)).checks[0]?.where).toEqual(where);
});

test('a condition of SQL stays SQL', () => {
  expect(expectationOf(bare({ where: { sql: 'a > b' } }))?.kwargs).toMatchObject({
    row_condition: 'a > b',
    condition_parser: 'spark',
  });
});

const inexpressible: Array<[what: string, check: Partial<Check>]> = [
  ['a divisor', { kind: 'multiple-of', args: { divisor: 2 } }],
  [
    'a number of failing rows',
    { kind: 'range', args: { minimum: 0 }, accept: { operator: 'mustBeLessThan', value: 5, unit: 'rows' } },
  ],
  [
    'a percentage of all rows',
    { kind: 'range', args: { minimum: 0 }, accept: { operator: 'mustBeLessOrEqualTo', value: 5, unit: 'percent' } },
  ],
  ['a range to lie outside of', { kind: 'range', args: { minimum: 0, not: true } }],
  ['two limits on one side', { kind: 'range', args: { minimum: 0, exclusiveMinimum: 1 } }],
  ['an alternative', { anyOf: 'rule 1' }],
  ['missing values that fail', { missing: 'fail' }],
  ['the negation of a condition', { where: { not: { column: 'a', is: 'null' } } }],
  ['a comparison of two columns', { where: { column: 'a', operator: '<', value: { column: 'b' }, missing: 'sql' } }],
  ['a pattern that must match from the start', { kind: 'pattern', args: { pattern: 'a', anchored: 'start' } }],
  [
    'more rows than a number',
    { kind: 'row-count', columns: [], accept: { operator: 'mustBeGreaterThan', value: 5, unit: 'rows' } },
  ],
  ['missing values that differ from nothing', { where: { column: 'a', operator: '!=', value: 1, missing: 'sql' } }],
  ['not all of several patterns', { kind: 'patterns', args: { patterns: ['a'], match: 'all', negate: true } }],
  ['a share of further duplicates', { kind: 'unique', accept: { mostly: 0.5 } }],
];

test.each(inexpressible)('%s has no words there, and is said to be left out', (_what, given) => {
  const contract = { file: 'contract.yaml', name: 'n', properties: [], checks: [bare(given)] };
  expect(greatExpectationsSuite(contract).leftOut).toEqual(contract.checks);
});

const expressed: Array<[check: Partial<Check>, type: string, kwargs: object]> = [
  [
    { kind: 'row-count', columns: [], accept: { operator: 'mustBeGreaterOrEqualTo', value: 5, unit: 'rows' } },
    'expect_table_row_count_to_be_between',
    { min_value: 5 },
  ],
  [
    { kind: 'unique', columns: ['a', 'b'] },
    'expect_compound_columns_to_be_unique',
    { column_list: ['a', 'b'], ignore_row_if: 'any_value_is_missing' },
  ],
  [{ accept: { operator: 'mustBe', value: 0, unit: 'rows' } }, 'expect_column_values_to_not_be_null', { column: 'a' }],
];

test.each(expressed)('%j is an expectation too', (given, type, kwargs) => {
  expect(expectationOf(bare(given))).toEqual({ type, kwargs });
});
