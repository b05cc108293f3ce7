import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Check } from '../../../../lib/core/checks/check.ts';
import { dqdl, RulesetText } from '../../../../lib/core/contract/dqdl/dqdl.ts';
import { ruleTypes } from '../../../../lib/core/contract/dqdl/rule-types.ts';
import { readContract } from '../../../../lib/core/contract/read-contract.ts';
import type { ReadOptions } from '../../../../lib/core/contract/reader.ts';
import { InputError } from '../../../../lib/core/errors.ts';

const read = (text: string, options: ReadOptions = {}) =>
  dqdl.read({ file: 'orders.dqdl', code: 'contract-invalid', value: new RulesetText(text), lineOf: () => 1 }, options);
const checksOf = (rule: string, options?: ReadOptions) => read(`Rules = [ ${rule} ]`, options).checks;
/** What is particular to a rule. */
const meaning = ({ kind, columns, args, accept, missing, where }: Check) => ({
  kind,
  columns,
  args,
  ...('mostly' in accept || accept.value !== 0 ? { accept } : {}),
  ...(missing ? { missing } : {}),
  ...(where ? { where } : {}),
});
const one = (rule: string) => {
  const checks = checksOf(rule);
  expect(checks).toHaveLength(1);
  return meaning(checks[0] as Check);
};
const rows = (operator: string, value: number | number[]) => ({ accept: { operator, value, unit: 'rows' } });
const a = { columns: ['a'] };

const meanings: Array<[rule: string, meaning: object]> = [
  [
    'ColumnCorrelation "a" "b" > 0.8',
    { kind: 'association', columns: ['a', 'b'], args: { of: 'correlation', exclusiveMinimum: 0.8 } },
  ],
  ['ColumnCount = 4', { kind: 'column-count', columns: [], args: { minimum: 4, maximum: 4 } }],
  ['ColumnCount between 2 and 6', { kind: 'column-count', columns: [], args: { minimum: 3, maximum: 5 } }],
  ['ColumnDataType "a" = "LONG"', { kind: 'type', ...a, args: { logicalType: 'integer' }, missing: 'fail' }],
  ['ColumnDataType "a" = "DECIMAL(4, 2)"', { kind: 'type', ...a, args: { logicalType: 'number' }, missing: 'fail' }],
  [
    'ColumnDataType "a" = "DATE" with format = "MM/yyyy" with threshold >= 0.9',
    { kind: 'date-format', ...a, args: { format: '%m/%Y' }, missing: 'fail', accept: { mostly: 0.9 } },
  ],
  [
    'ColumnDataType "a" != "DATE"',
    {
      kind: 'type',
      ...a,
      args: { logicalType: 'date' },
      missing: 'fail',
      accept: { operator: 'mustBe', value: 100, unit: 'percent' },
    },
  ],
  ['ColumnExists "a"', { kind: 'column-exists', ...a, args: {} }],
  ['ColumnLength "a" > 5', { kind: 'length', ...a, args: { minLength: 6 } }],
  [
    'ColumnLength "a" between 1 and 4 where "`b` < 4"',
    { kind: 'length', ...a, args: { minLength: 2, maxLength: 3 }, where: { sql: '"b" < 4' } },
  ],
  ['ColumnLength "a" = 3', { kind: 'length', ...a, args: { minLength: 3, maxLength: 3 } }],
  ['ColumnLength "a" in [1, 3]', { kind: 'pattern', ...a, args: { pattern: '^(?:[\\s\\S]{1,1}|[\\s\\S]{3,3})$' } }],
  ['ColumnLength "a" != 2', { kind: 'pattern', ...a, args: { pattern: '^(?:[\\s\\S]{0,1}|[\\s\\S]{3,})$' } }],
  ['ColumnNamesMatchPattern "^a_.*"', { kind: 'columns-named', columns: [], args: { pattern: '^a_.*' } }],
  ['ColumnValues "a" > 0', { kind: 'range', ...a, args: { exclusiveMinimum: 0 }, missing: 'fail' }],
  ['ColumnValues "`a`" <= -1.5e2', { kind: 'range', ...a, args: { maximum: -150 }, missing: 'fail' }],
  [
    'ColumnValues "a" between 1 and 5 * 2',
    { kind: 'range', ...a, args: { exclusiveMinimum: 1, exclusiveMaximum: 10 }, missing: 'fail' },
  ],
  [
    'ColumnValues "a" not between 1 and 5',
    { kind: 'range', ...a, args: { exclusiveMinimum: 1, exclusiveMaximum: 5, not: true }, missing: 'fail' },
  ],
  [
    'ColumnValues "a" > "2024-01-31"',
    { kind: 'range', ...a, args: { exclusiveMinimum: '2024-01-31' }, missing: 'fail' },
  ],
  ['ColumnValues "a" > (now() - 3 days)', { kind: 'age', ...a, args: { exclusiveMaximum: 259_200 }, missing: 'fail' }],
  [
    'ColumnValues "a" between (now() - 2 hours) and now()',
    { kind: 'age', ...a, args: { exclusiveMaximum: 7_200, exclusiveMinimum: 0 }, missing: 'fail' },
  ],
  ['ColumnValues "a" = 5', { kind: 'allowed-values', ...a, args: { values: [5] }, missing: 'fail' }],
  ['ColumnValues "a" != 5', { kind: 'forbidden-values', ...a, args: { values: [5] }, missing: 'pass' }],
  ['ColumnValues "a" = NULL', { kind: 'absent', ...a, args: {} }],
  ['ColumnValues "a" != NULL', { kind: 'required', ...a, args: {} }],
  [
    'ColumnValues "a" in ["x", "y", NULL, EMPTY]',
    { kind: 'allowed-values', ...a, args: { values: ['x', 'y', ''] }, missing: 'pass' },
  ],
  [
    'ColumnValues "a" not in [1, 2, NULL]',
    { kind: 'forbidden-values', ...a, args: { values: [1, 2] }, missing: 'fail' },
  ],
  [
    'ColumnValues "a" in ["U.S", WHITESPACES_ONLY]',
    { kind: 'pattern', ...a, args: { pattern: '^(?:U\\.S| +)$' }, missing: 'fail' },
  ],
  [
    'ColumnValues "a" != WHITESPACES_ONLY',
    { kind: 'pattern', ...a, args: { pattern: '^(?: +)$', negate: true }, missing: 'pass' },
  ],
  [
    'ColumnValues "a" matches "[a-z]\\d*"',
    { kind: 'pattern', ...a, args: { pattern: '[a-z]\\d*', dialect: 'python', anchored: 'full' }, missing: 'fail' },
  ],
  [
    'ColumnValues "a" not matches "x"',
    {
      kind: 'pattern',
      ...a,
      args: { pattern: 'x', dialect: 'python', anchored: 'full', negate: true },
      missing: 'fail',
    },
  ],
  [
    'ColumnValues "a" in [1] with threshold > 0.95',
    {
      kind: 'allowed-values',
      ...a,
      args: { values: [1] },
      missing: 'fail',
      accept: { operator: 'mustBeLessThan', value: 5, unit: 'percent' },
    },
  ],
  [
    'Completeness "a" > 0.9 where "x = \\"y\\""',
    { kind: 'statistic', ...a, args: { of: 'present-share', exclusiveMinimum: 0.9 }, where: { sql: "x = 'y'" } },
  ],
  [
    'CustomSql "select count(*) from primary where `a b` = 1;" > 4',
    {
      kind: 'sql-value',
      columns: [],
      args: { query: 'select count(*) from {batch} where "a b" = 1', exclusiveMinimum: 4 },
    },
  ],
  [
    'CustomSql "select a from primary"',
    {
      kind: 'sql-value',
      columns: [],
      args: {
        query: 'SELECT (SELECT count(*) FROM (select a from {batch}\n)) / (SELECT count(*) FROM {batch})',
        minimum: 1,
      },
    },
  ],
  ['DataFreshness "a" <= 24 hours', { kind: 'age', ...a, args: { maximum: 86_400 }, missing: 'fail' }],
  [
    'DataFreshness "a" not between 50 hours and 3 days',
    { kind: 'age', ...a, args: { exclusiveMinimum: 180_000, exclusiveMaximum: 259_200, not: true }, missing: 'fail' },
  ],
  [
    'DataFreshness "a" = 1 hours',
    { kind: 'age', ...a, args: { minimum: 3_582, exclusiveMaximum: 3_618 }, missing: 'fail' },
  ],
  ['DistinctValuesCount "a" = 4', { kind: 'statistic', ...a, args: { of: 'distinct', minimum: 4, maximum: 4 } }],
  ['DuplicateRowCount < 5', { kind: 'unique', columns: [], args: {}, ...rows('mustBeLessOrEqualTo', 4) }],
  ['Entropy "a" > 1', { kind: 'statistic', ...a, args: { of: 'entropy', exclusiveMinimum: 1 } }],
  ['InterquartileRange "a" < 2', { kind: 'statistic', ...a, args: { of: 'iqr', exclusiveMaximum: 2 } }],
  ['IsComplete "a"', { kind: 'required', ...a, args: {} }],
  ['IsUnique "a"', { kind: 'unique', ...a, args: {} }],
  ['Kurtosis "a" < 2', { kind: 'statistic', ...a, args: { of: 'kurtosis', exclusiveMaximum: 2 } }],
  [
    'Mean "a" between 1 and 2',
    { kind: 'statistic', ...a, args: { of: 'mean', exclusiveMinimum: 1, exclusiveMaximum: 2 } },
  ],
  ['Range "a" < 2', { kind: 'statistic', ...a, args: { of: 'range', exclusiveMaximum: 2 } }],
  ['RowCount between 100 and 200', { kind: 'row-count', columns: [], args: {}, ...rows('mustBeBetween', [101, 199]) }],
  ['RowCount = 7', { kind: 'row-count', columns: [], args: {}, ...rows('mustBe', 7) }],
  ['Skewness "a" < 2', { kind: 'statistic', ...a, args: { of: 'skewness', exclusiveMaximum: 2 } }],
  ['StandardDeviation "a" < 2', { kind: 'statistic', ...a, args: { of: 'stddev-population', exclusiveMaximum: 2 } }],
  ['Sum "a" >= 2', { kind: 'statistic', ...a, args: { of: 'sum', minimum: 2 } }],
  ['UniqueValueRatio "a" > 0.5', { kind: 'statistic', ...a, args: { of: 'unique-ratio', exclusiveMinimum: 0.5 } }],
  [
    'Uniqueness "a" "b" = 1.0',
    { kind: 'statistic', columns: ['a', 'b'], args: { of: 'unique-share', minimum: 1, maximum: 1 } },
  ],
  ['Variance "a" < 2', { kind: 'statistic', ...a, args: { of: 'variance-population', exclusiveMaximum: 2 } }],
  ['ZerosCount "a" < 2', { kind: 'statistic', ...a, args: { of: 'zeros', exclusiveMaximum: 2 } }],
  [
    'ReferentialIntegrity "a" "ref.b" >= 0.9',
    {
      kind: 'referential-integrity',
      ...a,
      args: { reference: 'ref', columns: ['b'] },
      missing: 'fail',
      accept: { mostly: 0.9 },
    },
  ],
  [
    'ReferentialIntegrity "a, `b c`" "lake.cities.{x,`y z`}"',
    {
      kind: 'referential-integrity',
      columns: ['a', 'b c'],
      args: { reference: 'lake.cities', columns: ['x', 'y z'] },
      missing: 'fail',
    },
  ],
  [
    'AggregateMatch "sum(a)" "AVG(primary.b)" = 1.0',
    {
      kind: 'aggregate-match',
      columns: ['a', 'b'],
      args: { first: { of: 'sum', column: 'a' }, second: { of: 'mean', column: 'b' }, minimum: 1, maximum: 1 },
    },
  ],
  [
    'AggregateMatch "sum(a)" "sum(lake.ref.`b c`)" > 0.9',
    {
      kind: 'aggregate-match',
      ...a,
      args: {
        first: { of: 'sum', column: 'a' },
        second: { of: 'sum', column: 'b c', reference: 'lake.ref' },
        exclusiveMinimum: 0.9,
      },
    },
  ],
  ['SchemaMatch "ref"', { kind: 'schema-match', columns: [], args: { reference: 'ref', minimum: 1 } }],
  [
    'SchemaMatch "ref" between 0.1 and 0.9',
    { kind: 'schema-match', columns: [], args: { reference: 'ref', exclusiveMinimum: 0.1, exclusiveMaximum: 0.9 } },
  ],
  [
    'RowCountMatch "ref" > 0.9',
    { kind: 'row-count-match', columns: [], args: { reference: 'ref', exclusiveMinimum: 0.9 } },
  ],
];

const sha = 'ab'.repeat(32);
const atLeast = (share: number) => ({ accept: { mostly: share } });
meanings.push(
  ['FileFreshness > (now() - 24 hours)', file('freshness', { exclusiveMinimum: { now: -86_400 } })],
  [
    'FileFreshness "s3://b/k/" between (now() - 3 days) and now() with threshold >= 0.5',
    {
      ...file('freshness', { path: 's3://b/k/', exclusiveMinimum: { now: -259_200 }, exclusiveMaximum: { now: 0 } }),
      ...atLeast(0.5),
    },
  ],
  [
    'FileFreshness between now() and (now() - 45 minutes)',
    file('freshness', { exclusiveMinimum: { now: -2_700 }, exclusiveMaximum: { now: 0 } }),
  ],
  [
    'FileFreshness not between "2023-01-01" and "9:30 PM" with timeZone = "Europe/Paris"',
    file('freshness', {
      timeZone: 'Europe/Paris',
      exclusiveMinimum: '2023-01-01',
      exclusiveMaximum: '9:30 PM',
      not: true,
    }),
  ],
  [
    'FileMatch "s3://b/k" "s3://b/j" with matchFileName = "true"',
    file('match', { path: 's3://b/k', other: 's3://b/j', matchFileName: true }),
  ],
  [`FileMatch in ["${sha}"]`, file('match', { hashes: [sha] })],
  [
    `FileMatch "k" != "${sha.slice(0, 32)}" with hashAlgorithm = "MD5"`,
    file('match', { path: 'k', algorithm: 'MD5', hashes: [sha.slice(0, 32)], not: true }),
  ],
  [
    'FileSize "s3://b/k" between 1 and 2 KB',
    file('size', { path: 's3://b/k', exclusiveMinimum: 1, exclusiveMaximum: 2_048 }),
  ],
  ['FileSize != 5 MB', file('size', { minimum: 5 << 20, maximum: 5 << 20, not: true })],
  ['FileSize <= 1 TB with threshold >= 0.7 with failFast = "true"', file('size', { maximum: 2 ** 40 })],
  [
    'FileSize > 5 B with recentFiles = 5 with uriRegex = "\\.dat$" with filterOrder = ["uriRegex","recentFiles"]',
    file('size', {
      exclusiveMinimum: 5,
      recentFiles: 5,
      uriRegex: '\\.dat$',
      filterOrder: ['uriRegex', 'recentFiles'],
    }),
  ],
  ['FileUniqueness "s3://b/" = 1', file('uniqueness', { path: 's3://b/', minimum: 1, maximum: 1 })],
);

function file(kind: string, args: object): object {
  return { kind: `file-${kind}`, columns: [], args };
}

test.each(meanings)('%s', (rule, expected) => {
  expect(one(rule)).toEqual(expected);
});

const elsewhere = [
  'DetectAnomalies "ColumnLength" "a"',
  'ColumnValues "a" > avg(last(10))',
  'FileSize > 1 KB with threshold > avg(last(3))',
  'RowCount not in [last(), 5]',
];

test.each(elsewhere)('%s is refused by name, or inconclusive where that is allowed', (rule) => {
  expect(() => checksOf(rule)).toThrow(/^orders\.dqdl:1:11: \w+ \(.*\) is not supported: .*--allow-unsupported/);
  expect(checksOf(rule, { allowUnsupported: true })).toMatchObject([
    { kind: 'unsupported', origin: { args: { rule } } },
  ]);
});

test('the name of another data set ends where that of one that is given does', () => {
  const [check] = checksOf('ReferentialIntegrity "a" "lake.cities.geo.zip"', { references: ['lake', 'lake.cities'] });
  expect(check?.args).toEqual({ reference: 'lake.cities', columns: ['geo.zip'] });
});

test('every rule type has its meaning above, or is refused by name', () => {
  const told = [...meanings.map(([rule]) => rule), ...elsewhere, 'IsPrimaryKey', 'DatasetMatch'].map(
    (rule) => rule.split(' ')[0],
  );
  expect(Object.keys(ruleTypes).filter((type) => !told.includes(type))).toEqual([]);
});

test('a match of data sets is by a key, which no row of the data may repeat', () => {
  expect(checksOf('DatasetMatch "ref" "id, `a b`->k" >= 0.9').map(meaning)).toEqual([
    {
      kind: 'dataset-match',
      columns: ['id', 'a b'],
      args: { reference: 'ref', keys: ['id', 'k'] },
      missing: 'fail',
      accept: { mostly: 0.9 },
    },
    { kind: 'unique', columns: ['id', 'a b'], args: {} },
  ]);
  const [check] = checksOf('DatasetMatch "ref" "id" "x->y,z" = 1.0');
  expect(check).toMatchObject({ columns: ['id', 'x', 'z'], args: { keys: ['id'], columns: ['y', 'z'] } });
});

const compared: Array<[rule: string, kind: string, limits: object]> = [
  ['RowCount > last()', 'row-count', { exclusiveMinimum: { of: 'index', last: 1, at: 0 } }],
  [
    'ColumnCount = last()',
    'column-count',
    { minimum: { of: 'index', last: 1, at: 0 }, maximum: { of: 'index', last: 1, at: 0 } },
  ],
  [
    'Completeness "a" >= min(last(5)) - 0.02',
    'statistic',
    { minimum: { sign: '-', left: { of: 'min', last: 5 }, right: { number: 0.02 } } },
  ],
  [
    'ColumnCorrelation "a" "b" between 2 * 0.1 and max(last(10))',
    'association',
    { exclusiveMinimum: { number: 0.2 }, exclusiveMaximum: { of: 'max', last: 10 } },
  ],
  ['DuplicateRowCount <= median(last(4))', 'unique', { maximum: { of: 'median', last: 4 } }],
  ['CustomSql "select 1" < avg(last(4))', 'sql-value', { exclusiveMaximum: { of: 'avg', last: 4 } }],
  ['ColumnValues "a" > 1 with threshold >= last()', 'range', { minimum: { of: 'index', last: 1, at: 0 } }],
  ['ColumnDataType "a" = "DATE" with threshold < max(last(2))', 'type', { exclusiveMaximum: { of: 'max', last: 2 } }],
  [
    'ReferentialIntegrity "a" "ref.a" > avg(last(3))',
    'referential-integrity',
    { exclusiveMinimum: { of: 'avg', last: 3 } },
  ],
  ['CustomSql "select 1" with threshold > avg(last(4))', 'sql-value', { exclusiveMinimum: { of: 'avg', last: 4 } }],
];

test.each(compared)('%s is a limit that earlier data tells', (rule, kind, limits) => {
  expect(checksOf(rule, { references: ['ref'] })).toMatchObject([{ kind, past: { limits } }]);
});

test('a share of rows between two of earlier data is two checks, as neither end is included', () => {
  const checks = checksOf('ColumnValues "a" > 1 with threshold between last() - 0.1 and last() + 0.1');
  expect(checks.map(({ past, anyOf }) => [Object.keys(past && 'limits' in past ? past.limits : {}), anyOf])).toEqual([
    [['exclusiveMinimum'], undefined],
    [['exclusiveMaximum'], undefined],
  ]);
});

test('what is unusual is looked for in the number of any rule that has one', () => {
  const [rows, ...others] = [
    '"RowCount"',
    '"Completeness" "a" where "a > 1"',
    '"ColumnCorrelation" "a" "b"',
    '"CustomSQL" "select 1"',
  ].flatMap((rule) => checksOf(`DetectAnomalies ${rule}`));
  expect(rows).toMatchObject({
    kind: 'row-count',
    past: { unusual: { strategy: { kind: 'batch-normal', lowerDeviations: 3 }, least: 3, last: 30 } },
    source: { key: 'DetectAnomalies' },
    origin: { name: 'DetectAnomalies', args: { rule: 'DetectAnomalies "RowCount"' } },
  });
  expect(others.map(({ kind, columns, where }) => [kind, columns, where])).toEqual([
    ['statistic', ['a'], { sql: 'a > 1' }],
    ['association', ['a', 'b'], undefined],
    ['sql-value', [], undefined],
  ]);
});

test('of values it is the least and the greatest that may be unusual', () => {
  const checks = checksOf('DetectAnomalies "ColumnValues" "a"');
  expect(checks.map(({ args, past, anyOf }) => [args, past && 'unusual' in past, anyOf])).toEqual([
    [{ of: 'min' }, true, undefined],
    [{ of: 'max' }, true, undefined],
  ]);
});

test('an analyzer is a number that may be any; one of rows keeps none', () => {
  const { checks } = read('Analyzers = [ AllStatistics "a", Mean "b", IsComplete "c" ] Rules = [ RowCount > 1 ]');
  expect(checks.map(({ kind, columns, args, severity, past }) => [kind, columns, args, severity, past])).toEqual([
    ['row-count', [], {}, 'error', undefined],
    ['statistic', ['a'], { of: 'present-share' }, 'info', undefined],
    ['statistic', ['a'], { of: 'unique-share' }, 'info', undefined],
    ['statistic', ['b'], { of: 'mean' }, 'info', undefined],
  ]);
});

test('!= with a number of earlier data leaves both sides of it', () => {
  expect(
    checksOf('RowCount != last()').map(({ past, anyOf }) => [
      Object.keys(past && 'limits' in past ? past.limits : {}),
      anyOf,
    ]),
  ).toEqual([
    [['exclusiveMaximum'], 'rule 1'],
    [['exclusiveMinimum'], 'rule 1'],
  ]);
});

test('a primary key is unique together and complete each', () => {
  expect(checksOf('IsPrimaryKey "a" "b"').map(({ kind, columns }) => [kind, ...columns].join(' '))).toEqual([
    'unique a b',
    'required a',
    'required b',
  ]);
});

test('numbers that may lie in several intervals, and `or`, are alternatives; `and` is several checks', () => {
  const shape = (rule: string) => checksOf(rule).map(({ kind, anyOf }) => (anyOf ? `${kind} ${anyOf}` : kind));
  expect(shape('RowCount != 5')).toEqual(['row-count rule 1', 'row-count rule 1']);
  expect(shape('(IsComplete "a") and (IsUnique "a")')).toEqual(['required', 'unique']);
  expect(shape('(RowCount > 0) OR (IsComplete "a")')).toEqual(['row-count rule 1', 'required rule 1']);
  expect(shape('(RowCount > 0) or ((IsComplete "a") and (IsUnique "a"))')).toEqual([
    'row-count rule 1',
    'required rule 1',
    'row-count rule 2',
    'unique rule 2',
  ]);
});

test('a ruleset with comments, constants, labels, analyzers and columns without a declared type', () => {
  const contract = read(readFileSync(new URL('../../../fixtures/contracts/orders.dqdl', import.meta.url), 'utf8'));
  expect(contract.properties.map(({ name, logicalType, required }) => [name, logicalType, required])).toEqual([
    ['order_id', undefined, true],
    ['amount', 'number', false],
    ['country', undefined, false],
    ['ordered_at', undefined, false],
  ]);
  expect(contract.properties.filter(({ identifier }) => identifier).map(({ name }) => name)).toEqual(['order_id']);
  expect(contract.checks.map(({ kind, source }) => `${source.line} ${kind}`)).toEqual([
    '7 unique',
    '7 required',
    '8 type',
    '8 range',
    '9 allowed-values',
    '11 age',
    '12 sql-value',
    '3 row-count',
    '3 statistic',
  ]);
  expect(contract.checks.map(({ severity }) => severity).slice(-3)).toEqual(['error', 'info', 'info']);
  expect(contract.checks[4]?.origin).toEqual({
    format: 'dqdl',
    name: 'ColumnValues',
    args: { rule: 'ColumnValues "country" in ["NL", "DE"] with threshold > 0.99 labels = ["team" = "sales"]' },
    meta: { labels: { team: 'sales' } },
  });
});

const refused: Array<[what: string, text: string, says: RegExp]> = [
  [
    'another share than that of earlier data',
    'Rules = [ ColumnValues "a" > 1 with threshold != last() ]',
    /:1:47: a share of rows is compared with that of earlier data by = > >= < <= or between/,
  ],
  [
    'a number that no number is as large as',
    'Rules = [ RowCount < 1e308 * 10 ]',
    /:1:22: "1e308 \* 10" is too large to be calculated/,
  ],
  [
    'a moment of another era, before',
    'Rules = [ FileFreshness > (now() - 999999999 days) ]',
    /:1:25: got a moment; .* within 1000 years of now/,
  ],
  [
    'a moment of another era, after',
    'Rules = [ FileFreshness > (now() + 4000000 days) ]',
    /:1:25: got a moment; .* within 1000 years of now/,
  ],
  [
    'the deviation of one number',
    'Rules = [ RowCount > 3 * std(last()) ]',
    /:1:26: one number has no std; std\(last\(k\)\) is of k from 2 on/,
  ],
  ['nothing', '', /orders\.dqdl:1:1: got the end; "?Rules/],
  [
    'an unknown rule',
    'Rules = [\n  IsFull "a"\n]',
    /:2:3: "IsFull" is no rule; known: AggregateMatch, ColumnCorrelation/,
  ],
  ['a rule in another case', 'Rules = [ isComplete "a" ]', /:1:11: "isComplete" is no rule/],
  [
    'a name without quotes',
    'Rules = [ IsUnique a ]',
    /:1:20: got "a"; a name in double quotes, an operator \(= .*expected/,
  ],
  [
    'an operator that is none',
    'Rules = [ ColumnValues "a" betwen 1 and 2 ]',
    /:1:28: got "betwen"; an operator \(= .*between.* expected/,
  ],
  [
    'a word behind a condition',
    'Rules = [ Mean "a" > (1) wher "a" ]',
    /:1:26: got "wher"; where, with, labels, a comma or \] expected/,
  ],
  [
    'a threshold with a letter too few',
    'Rules = [ IsComplete "a" with treshold > 0.5 ]',
    /:1:31: got "treshold"; threshold, or a tag/,
  ],
  ['no closing bracket', 'Rules = [ IsComplete "a"', /:1:25: got the end; a comma or \] expected/],
  ['no closing quote', 'Rules = [ IsComplete "a ]', /:1:22: a text without its closing quote/],
  ['another quote', "Rules = [ IsComplete 'a' ]", /:1:22: "'" has no meaning here; texts are in double quotes/],
  ['a parameter too few', 'Rules = [ IsComplete ]', /:1:11: IsComplete takes 1 parameters in double quotes; got 0/],
  ['a parameter too many', 'Rules = [ RowCount "a" > 1 ]', /RowCount takes 0 parameters/],
  [
    'an aggregate that is none',
    'Rules = [ AggregateMatch "max(a)" "sum(b)" > 1 ]',
    /:1:26: got "max\(a\)"; sum\(column\) or avg/,
  ],
  ['a column that becomes two', 'Rules = [ DatasetMatch "r" "a->b->c" ]', /:1:28: got "a->b->c"; a column expected/],
  [
    'a data set without a column',
    'Rules = [ ReferentialIntegrity "a" "ref" ]',
    /:1:36: got "ref"; a data set and its columns/,
  ],
  [
    'a column too few',
    'Rules = [ ReferentialIntegrity "a" "ref.{a,b}" ]',
    /:1:36: 2 columns of ref beside 1 of the data/,
  ],
  [
    'more than all rows',
    'Rules = [ ReferentialIntegrity "a" "ref.a" > 90 ]',
    /must pass is a share of rows, from 0 to 1/,
  ],
  [
    'a list for a number',
    'Rules = [ RowCount > last(5) ]',
    /:1:22: last\(5\) is 5 numbers, .* avg, median, max, min, sum, std/,
  ],
  ['no earlier data', 'Rules = [ RowCount > avg(last(0)) ]', /:1:31: got 0; last takes a whole number from 1 to 1000/],
  ['too much earlier data', 'Rules = [ RowCount > avg(last(1001)) ]', /:1:31: got 1001; last takes/],
  ['an aggregate of nothing', 'Rules = [ RowCount > avg(3) ]', /:1:26: got "3"; last\(k\) expected/],
  ['an aggregate of an aggregate', 'Rules = [ RowCount = avg(std(last(9))) ]', /:1:26: got "std"; last\(k\) expected/],
  ['a place beyond the last', 'Rules = [ RowCount > index(last(3), 3) ]', /:1:37: got 3; .* from 0, the newest, to 2/],
  [
    'a function that is none',
    'Rules = [ RowCount > mean(last(3)) ]',
    /:1:22: "mean" is no function; known: now, last, avg/,
  ],
  ['a sum of unlike things', 'Rules = [ RowCount > last() + 3 days ]', /:1:22: "last\(\) \+ 3 days" mixes/],
  [
    'an endless expression',
    `Rules = [ RowCount > last()${' + last()'.repeat(200)} ]`,
    /:1:22: an expression of 1806 characters; at most 1000/,
  ],
  ['anomalies of no rule', 'Rules = [ DetectAnomalies "Rows" ]', /:1:27: "Rows" is no rule; known: AggregateMatch/],
  ['anomalies of a rule without its column', 'Rules = [ DetectAnomalies "Mean" ]', /:1:27: Mean takes 1 parameters/],
  [
    'anomalies with a condition',
    'Rules = [ DetectAnomalies "RowCount" > 3 ]',
    /:1:38: DetectAnomalies takes no condition/,
  ],
  ['an analyzer that is none', 'Analyzers = [ Rows ] Rules = [ RowCount > 1 ]', /:1:15: "Rows" is no rule/],
  [
    'an analyzer with a condition',
    'Analyzers = [ RowCount > 1 ] Rules = [ RowCount > 1 ]',
    /:1:24: an analyzer takes no condition/,
  ],
  ['no condition', 'Rules = [ Completeness "a" ]', /:1:23: Completeness needs a condition/],
  ['a condition too many', 'Rules = [ IsComplete "a" > 1 ]', /:1:26: IsComplete takes no condition/],
  ['an operator that is none', 'Rules = [ RowCount == 1 ]', /:1:21: got "="; a number/],
  ['a text for a number', 'Rules = [ RowCount > "1" ]', /:1:20: RowCount is compared with numbers; got the text "1"/],
  [
    'a unit that is none',
    'Rules = [ DataFreshness "a" < 3 fortnights ]',
    /:1:33: got "fortnights" .*minutes, hours, days or weeks/,
  ],
  ['a number for a duration', 'Rules = [ DataFreshness "a" < 3 ]', /a duration such as 24 hours expected/],
  [
    'a threshold that has no effect',
    'Rules = [ IsComplete "a" with threshold > 0.5 ]',
    /`with threshold` has no effect on IsComplete/,
  ],
  [
    'a threshold that is no share',
    'Rules = [ ColumnValues "a" > 1 with threshold > 95 ]',
    /:1:47: what must pass is a share of rows, from 0 to 1/,
  ],
  ['a size for a duration', 'Rules = [ DataFreshness "a" < 3 MB ]', /got a size; a duration such as 24 hours expected/],
  ['a duration for a size', 'Rules = [ FileSize > 3 days ]', /:1:20: got a duration; a size such as 5 MB expected/],
  [
    'a list of sizes',
    'Rules = [ FileSize in [1 MB] ]',
    /FileSize compares by =, !=, >, >=, <, <=, between, not between; got in/,
  ],
  ['a file that is no moment', 'Rules = [ FileFreshness > "25:00" ]', /got the text "25:00"; a moment expected/],
  ['nothing to match', 'Rules = [ FileMatch "k" ]', /FileMatch needs a second path, or hashes/],
  ['hashes beside two paths', 'Rules = [ FileMatch "k" "j" in ["ab"] ]', /FileMatch of two paths takes no condition/],
  [
    'a tag of another rule',
    'Rules = [ FileSize > 1 with timeZone = "UTC" ]',
    /:1:29: FileSize has no tag "timeZone"; known: recent/,
  ],
  [
    'no file at all',
    'Rules = [ FileSize > 1 with recentFiles = 0 ]',
    /recentFiles: got "0"; a whole number from 1 on expected/,
  ],
  ['an order of nothing', 'Rules = [ FileSize > 1 with filterOrder = ["uriRegex"] ]', /filterOrder: a list of those/],
  [
    'neither true nor false',
    'Rules = [ FileSize > 1 with failFast = "yes" ]',
    /failFast: got "yes"; "true" or "false" expected/,
  ],
  ['rows of files', 'Rules = [ FileSize > 1 where "a > 1" ]', /FileSize is about files, so that it takes no `where`/],
  [
    'a list as a format',
    'Rules = [ ColumnDataType "a" = "DATE" with format = ["x"] ]',
    /format takes one value, not a list/,
  ],
  ['a size below none', 'Rules = [ FileSize > -1 B ]', /:1:22: "-1 B" mixes what cannot be calculated together/],
  ['and beside or', 'Rules = [ (RowCount > 1) and (RowCount > 2) or (RowCount > 3) ]', /:1:45: `and` beside `or`/],
  ['limits of two types', 'Rules = [ ColumnValues "a" between 1 and "2024-01-31" ]', /limits are of one type/],
  [
    'a date that is none',
    'Rules = [ ColumnValues "a" > "tomorrow" ]',
    /got the text "tomorrow"; a number, a date such as/,
  ],
  ['an unknown constant', 'x = "1" Rules = [ CustomSql $y > 1 ]', /:1:30: got "y"; a constant \(x\) expected/],
  ['an unknown type', 'Rules = [ ColumnDataType "a" = "INT" ]', /"INT" is no type; known: BOOLEAN/],
  ['nesting without end', `Rules = [ ${'('.repeat(10_000)}`, /nested more than 50 deep/],
  ['a number without end', `Rules = [ RowCount > ${'('.repeat(10_000)}`, /nested more than 50 deep/],
  [
    'or without end',
    `Rules = [ ${Array(9).fill('((RowCount > 1) and (RowCount > 2))').join(' or ')} ]`,
    /`or` over more than 64/,
  ],
  ['two megabytes', `Rules = [ #${'x'.repeat(2 << 20)}`, /at most 1048576 are read/],
];

const refusedArgs: Array<[string, RegExp]> = [
  ['FileFreshness > "9:00" with timeZone = "Mars"', /timeZone: is no time zone/],
  ['FileMatch in ["ab"]', /:1: `FileMatch` "ab" is no SHA-256, which has 64 hexadecimal digits/],
  ['FileMatch in ["ab"] with hashAlgorithm = "CRC"', /algorithm: .*MD5.*SHA-1.*SHA-256/],
  ['FileSize > 1 with uriRegex = "("', /uriRegex: is not an ECMA-262 regular expression/],
];

test.each(refusedArgs)('%s is refused by its line', (rule, says) => {
  expect(() => readContract({ text: `Rules = [ ${rule} ]`, file: 'orders.dqdl' })).toThrow(says);
});

test.each(refused)('%s is refused with line and column', (_what, text, says) => {
  expect(() => read(text)).toThrow(InputError);
  expect(() => read(text)).toThrow(says);
});

const word = fc.constantFrom(
  ...'Rules = [ ] ( ) , "a" "b c" > >= != = between in not and or where with threshold matches NULL now() - 3 days 0.5 1e9 last( last() last(3) avg( std(last(2)) index( abs( $x # \n labels format Analyzers x \\ \' ; *'.split(
    ' ',
  ),
  ...Object.keys(ruleTypes),
);

test('any text is a contract or one error, at once', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(word, { maxLength: 60 }).map((words) => words.join(' ')),
  );
  fc.assert(
    fc.property(hostile, fc.boolean(), (text, ruleset) => {
      try {
        const { checks } = read(ruleset ? `Rules = [ ${text} ]` : text, { allowUnsupported: true });
        expect(checks.every(({ kind }) => kind.length > 0)).toBe(true);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(InputError);
        expect((thrown as InputError).message).toMatch(/^orders\.dqdl:\d+:\d+: /);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('texts of any length are read in time that grows with them', () => {
  const long = '\\'.repeat(500_000);
  const started = performance.now();
  expect(() => read(`Rules = [ CustomSql "${long} '${"''".repeat(100_000)}" > 1 ]`)).not.toThrow();
  expect(performance.now() - started).toBeLessThan(5_000);
});
