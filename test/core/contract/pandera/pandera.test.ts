import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import type { Check } from '../../../../lib/core/checks/check.ts';
import { checkWords } from '../../../../lib/core/contract/pandera/check-words.ts';
import { pandera } from '../../../../lib/core/contract/pandera/pandera.ts';
import type { ReadOptions } from '../../../../lib/core/contract/reader.ts';
import { readYaml } from '../../../../lib/core/yaml-source.ts';

const read = (text: string, options: ReadOptions = {}) =>
  pandera.read(readYaml(text, 'schema.yaml', 'contract-invalid'), options);
const fixture = (name: string) =>
  readFileSync(new URL(`../../../fixtures/contracts/pandera/${name}.yaml`, import.meta.url), 'utf8');
const meaning = ({ kind, columns, args, severity, missing }: Check) => ({ kind, columns, args, severity, missing });

const shapes = ['to-0.21', 'to-0.23', 'to-0.30', 'from-0.31'];

test.each(shapes)('the shape of %s says the same as all others', (shape) => {
  const expected = read(fixture('from-0.31'));
  const contract = read(fixture(shape));
  expect(contract.properties).toEqual(expected.properties);
  // Only the list can say a severity twice; the fixtures agree on everything else.
  expect(contract.checks.map(meaning)).toEqual(
    expected.checks.map(meaning).map((check) => (shape === 'to-0.21' ? { ...check, severity: 'error' } : check)),
  );
});

test('columns, their types, what they promise, and the checks of a schema', () => {
  const { properties, checks } = read(fixture('from-0.31'));
  expect(properties).toEqual([
    { name: 'age', logicalType: 'integer', required: false, unique: false, identifier: false },
    { name: 'code', logicalType: 'string', required: true, unique: true, identifier: false },
    { name: 'seen', logicalType: 'timestamp', required: true, unique: false, identifier: false },
  ]);
  expect(checks.map(({ kind, columns, severity }) => [kind, ...columns, severity].join(' '))).toEqual([
    'columns-ordered error',
    'unique age code error',
    'type age error',
    'range age warning',
    'range age error',
    'type code error',
    'required code error',
    'unique code error',
    'allowed-values code error',
    'length code error',
    'type seen error',
    'required seen error',
    'range seen error',
  ]);
  expect(checks.at(-1)?.args).toEqual({ minimum: '2024-01-01 00:00:00' });
});

const column = (text: string) => `schema_type: dataframe\ncolumns:\n  a: { nullable: true, ${text} }\n`;
const one = (text: string) => {
  const { checks } = read(column(text));
  expect(checks).toHaveLength(1);
  const { kind, args, missing } = checks[0] as Check;
  return missing ? { kind, args, missing } : { kind, args };
};

const meanings: Array<[text: string, meaning: object]> = [
  ['equal_to: 1', { kind: 'allowed-values', args: { values: [1] } }],
  ['eq: x', { kind: 'allowed-values', args: { values: ['x'] } }],
  ['not_equal_to: 1', { kind: 'forbidden-values', args: { values: [1] } }],
  ['greater_than: 0', { kind: 'range', args: { exclusiveMinimum: 0 } }],
  ['greater_than: { min_value: 0 }', { kind: 'range', args: { exclusiveMinimum: 0 } }],
  ['ge: 0', { kind: 'range', args: { minimum: 0 } }],
  ['less_than: 0', { kind: 'range', args: { exclusiveMaximum: 0 } }],
  ['less_than_or_equal_to: 0', { kind: 'range', args: { maximum: 0 } }],
  ['in_range: { min_value: 0, max_value: 1 }', { kind: 'range', args: { minimum: 0, maximum: 1 } }],
  [
    'between: { min_value: 0, max_value: 1, include_min: false, include_max: false }',
    { kind: 'range', args: { exclusiveMinimum: 0, exclusiveMaximum: 1 } },
  ],
  ['isin: [a, 1]', { kind: 'allowed-values', args: { values: ['a', 1] } }],
  ['isin: abc', { kind: 'allowed-values', args: { values: ['a', 'b', 'c'] } }],
  ['notin: [a]', { kind: 'forbidden-values', args: { values: ['a'] } }],
  [
    'notin: { forbidden_values: [a], ignore_na: false }',
    { kind: 'forbidden-values', args: { values: ['a'] }, missing: 'pass' },
  ],
  ['gt: { min_value: 0, ignore_na: false }', { kind: 'range', args: { exclusiveMinimum: 0 }, missing: 'fail' }],
  ['str_matches: "[a-z]+"', { kind: 'pattern', args: { pattern: '[a-z]+', dialect: 'python', anchored: 'start' } }],
  ['str_contains: "b|c"', { kind: 'pattern', args: { pattern: 'b|c', dialect: 'python' } }],
  ['str_startswith: "a.b"', { kind: 'pattern', args: { pattern: '^a\\.b' } }],
  ['str_endswith: "(x)"', { kind: 'pattern', args: { pattern: '\\(x\\)$' } }],
  [
    'str_length: { min_value: 1, max_value: 3, exact_value: null }',
    { kind: 'length', args: { minLength: 1, maxLength: 3 } },
  ],
  ['str_length: { exact_value: 2 }', { kind: 'length', args: { minLength: 2, maxLength: 2 } }],
  ['str_length: 2', { kind: 'length', args: { minLength: 2, maxLength: 2 } }],
  ['in_range: { min_value: 0, max_value: .inf }', { kind: 'range', args: { minimum: 0 } }],
  [
    'in_range: { min_value: -.inf, max_value: 1, include_max: false }',
    { kind: 'range', args: { exclusiveMaximum: 1 } },
  ],
  ['dtype: "double[pyarrow]"', { kind: 'type', args: { logicalType: 'number' } }],
  ['dtype: "date32[day][pyarrow]"', { kind: 'type', args: { logicalType: 'date' } }],
  ['dtype: Categorical, isin: [x]', { kind: 'allowed-values', args: { values: ['x'] } }],
  ['unique_values_eq: [a, b]', { kind: 'distinct-values', args: { relation: 'equal', values: ['a', 'b'] } }],
];

test.each(meanings)('%s', (text, expected) => {
  expect(one(text)).toEqual(expected);
});

test('every check that pandera writes has its meaning above', () => {
  const told = meanings.map(([text]) => text.split(':')[0]);
  const aliases = { eq: 'equal_to', ge: 'greater_than_or_equal_to' };
  const named = told.map((word) => aliases[word as keyof typeof aliases] ?? word);
  expect(Object.keys(checkWords).filter((word) => !named.includes(word))).toEqual([]);
});

const types: Array<[dtype: string, kinds: string[]]> = [
  ['int64', ['type integer']],
  ['Int8', ['type integer', 'range']],
  ['uint16', ['type integer', 'range']],
  ['float32', ['type number']],
  ['Decimal(28,2)', ['type number']],
  ['bool', ['type boolean']],
  ['datetime64[ns, UTC]', ['type timestamp']],
  ['date', ['type date']],
  ['timedelta64[ns]', ['duration']],
  ["Duration(time_unit='ms')", ['duration']],
  ['str', ['type string']],
  ['string[python]', ['type string']],
  ['object', []],
  ['category', []],
  ['None', []],
];

test.each(types)('dtype %s', (dtype, kinds) => {
  const { checks } = read(column(`dtype: "${dtype}"`));
  const words = checks.map(({ kind, args }) =>
    [kind, (args as { logicalType?: string }).logicalType].filter(Boolean).join(' '),
  );
  expect(words).toEqual(kinds);
});

const tables: Array<[what: string, text: string, checks: object[]]> = [
  [
    'order without strictness is that of the named columns among themselves',
    'ordered: true\ncolumns: { a: { nullable: true }, b: { nullable: true } }',
    [{ kind: 'columns-ordered', args: { columns: ['a', 'b'], others: true } }],
  ],
  [
    'strictness allows columns that may be absent, and their checks are about them where they are there',
    'strict: true\ncolumns: { a: { nullable: true }, b: { required: false } }',
    [
      { kind: 'columns-set', args: { columns: ['a'], optional: ['b'], exact: true } },
      { kind: 'required', columns: ['b'], optional: true },
    ],
  ],
  [
    'both are two checks where a column may be absent',
    'strict: true\nordered: true\ncolumns: { a: { nullable: true }, b: { required: false, nullable: true } }',
    [{ kind: 'columns-set' }, { kind: 'columns-ordered', args: { columns: ['a', 'b'], others: true } }],
  ],
  [
    'a pattern is checks of the columns that it finds, of which there must be one',
    'columns: { "v_\\\\d": { regex: true, dtype: str, str_length: { max_value: 3 } } }',
    [
      { kind: 'columns-named', args: { pattern: '^(?:v_\\p{Nd})', of: 'some' } },
      { kind: 'type', columns: [], like: '^(?:v_\\p{Nd})', args: { logicalType: 'string' } },
      { kind: 'required', columns: [], like: '^(?:v_\\p{Nd})' },
      { kind: 'length', columns: [], like: '^(?:v_\\p{Nd})' },
    ],
  ],
  [
    'strictness allows the columns of a pattern',
    'strict: true\ncolumns: { a: { nullable: true }, v: { regex: true, required: false, nullable: true } }',
    [{ kind: 'columns-set', args: { columns: ['a'], like: ['^(?:v)'], exact: true } }],
  ],
  [
    'a check of all columns is about whichever there are, but the index',
    'checks: { gt: 0 }\nindex: [{ name: "an id", nullable: true }]\ncolumns: { a: { nullable: true } }',
    [{ kind: 'range', columns: [], like: '^(?!(?:an\\u{20}id)$)', args: { exclusiveMinimum: 0 } }],
  ],
  [
    'of a strict schema that is every column by its name',
    'strict: true\nchecks: { gt: 0 }\ncolumns: { a: { nullable: true, default: 0 }, b: { nullable: true, required: false } }',
    [
      { kind: 'columns-set' },
      { kind: 'range', columns: ['a'], missing: 'fail' },
      { kind: 'range', columns: ['b'], optional: true },
    ],
  ],
  [
    'missing values that are filled in are never missing, and fail where the filling does',
    'columns: { a: { dtype: int64, default: 0, ge: 0, gt: { value: 0, ignore_na: false }, isin: [0, 1], notin: [0] } }',
    [
      { kind: 'type' },
      { kind: 'range', args: { minimum: 0 } },
      { kind: 'range', missing: 'fail' },
      { kind: 'allowed-values' },
      { kind: 'forbidden-values', missing: 'fail' },
    ],
  ],
  [
    'durations are compared by their nanoseconds',
    'columns: { a: { dtype: "timedelta64[us]", nullable: true, gt: 1000, in_range: { min_value: 0, max_value: 5 }, eq: 7 } }',
    [
      { kind: 'duration', args: { unit: 'us' } },
      { kind: 'duration', args: { unit: 'us', exclusiveMinimum: 1000 } },
      { kind: 'duration', args: { unit: 'us', minimum: 0, maximum: 5 } },
      { kind: 'duration', args: { unit: 'us', minimum: 7, maximum: 7 } },
    ],
  ],
  [
    'texts that are filled in have a length',
    'columns: { a: { dtype: str, default: ab, str_length: { max_value: 1 } } }',
    [{ kind: 'type' }, { kind: 'length', missing: 'fail' }],
  ],
  [
    'columns that pandas counts',
    'columns:\n  - { name: 0, nullable: true, gt: 1 }\nunique: [0]',
    [
      { kind: 'unique', columns: ['0'] },
      { kind: 'range', columns: ['0'] },
    ],
  ],
  [
    'levels of an index that are unique together',
    'index: [{ name: a, nullable: true }, { name: b, nullable: true }]\nmultiindex: { unique: [a, b], ordered: false }',
    [{ kind: 'unique', columns: ['a', 'b'], source: { key: 'multiindex.unique' } }],
  ],
  [
    'a key of one column that may be absent',
    'unique: b\ncolumns: { b: { required: false, nullable: true } }',
    [{ kind: 'unique', columns: ['b'], optional: true }],
  ],
];

test.each(tables)('%s', (_what, text, checks) => {
  const made = read(`schema_type: dataframe\n${text}\n`).checks;
  expect(made).toHaveLength(checks.length);
  expect(made).toMatchObject(checks);
});

test('an index without a name asks nothing of a file, one with a name is a column', () => {
  const index = (text: string) => read(`schema_type: dataframe\ncolumns: {}\nindex:\n  - ${text}\n`).checks;
  expect(index('{ dtype: int64, nullable: false, name: null, checks: null }')).toEqual([]);
  expect(index('{ dtype: int64, nullable: false, name: id }').map(({ kind }) => kind)).toEqual(['type', 'required']);
  const named = 'schema_type: dataframe\ncolumns: { a: {} }\nindex: [{ name: id }]\n';
  expect(read(named).properties.map(({ name, identifier }) => [name, identifier])).toEqual([
    ['id', true],
    ['a', false],
  ]);
});

const unsupported: Array<[what: string, text: string, says: RegExp]> = [
  [
    'order of columns that a pattern finds',
    'schema_type: dataframe\nordered: true\ncolumns: { a: { regex: true, required: false, nullable: true } }',
    /^schema\.yaml:2: `ordered` is not supported: the columns like a/,
  ],
  [
    'keys of columns that may be absent',
    'schema_type: dataframe\nunique: [a, b]\ncolumns:\n  a: { nullable: true }\n  b: { nullable: true, required: false }',
    /:2: `unique` over b/,
  ],
  [
    'values that are filled in beside the whole',
    column('default: 0, unique: true'),
    /`default` of a.*`unique` beside it/,
  ],
  [
    'values that are filled in beside a pattern',
    column('default: x, str_matches: x'),
    /`default` of a.*`str_matches` beside/,
  ],
  [
    'keys of values that are filled in',
    'schema_type: dataframe\nunique: a\ncolumns: { a: { default: 0 } }',
    /:2: `unique` over a/,
  ],
  [
    'values that are filled in beside checks of all columns',
    'schema_type: dataframe\nchecks: { gt: 0 }\ncolumns: { a: { default: 0 } }',
    /:2: gt of all columns is not supported: a is filled in/,
  ],
  ['rows that are left out', column('drop_invalid_rows: true'), /`drop_invalid_rows` of a/],
  [
    'a value to fill in that is not of the type',
    column('dtype: int64, default: x'),
    /`default` of a.*"x" is not of its dtype/,
  ],
  ['durations filled in', column('dtype: "timedelta64[ns]", default: 0'), /`default` of a.*0 is not of its dtype/],
  ['a dtype that is none', column('dtype: "complex128"'), /dtype complex128 is not supported: read are int64/],
  ['a check of an index without a name', 'schema_type: dataframe\nindex: [{ checks: { gt: 0 } }]', /gt of the index/],
  ['one beside its other keys', 'schema_type: dataframe\nindex: [{ dtype: int64, gt: 0 }]', /gt of the index/],
];

test.each(unsupported)('%s are refused by name, or inconclusive where that is allowed', (_what, text, says) => {
  expect(() => read(text)).toThrow(says);
  expect(read(text, { allowUnsupported: true }).checks.map(({ kind }) => kind)).toEqual(['unsupported']);
});

const refused: Array<[what: string, text: string, says: RegExp]> = [
  [
    'an unknown check',
    column('greater_tan: 0'),
    /:3: `columns\.a\.greater_tan` is no check that pandera writes; nearest: greater_than/,
  ],
  ['a check far from all', column('xyzzyxyz: 0'), /known: equal_to, not_equal_to.*dtype/],
  ['an argument of another type', column('greater_than: [1]'), /`columns\.a\.greater_than\.value` got \[1\]/],
  [
    'an unknown argument',
    column('in_range: { min_value: 0, max_value: 1, step: 2 }'),
    /in_range\.step` is not known here; known: min_value, max_value/,
  ],
  ['a missing argument', column('in_range: { min_value: 0 }'), /in_range\.max_value` is missing; allowed: a number/],
  [
    'an unknown option',
    column('checks: { gt: { value: 0, options: { ignore: true } } }'),
    /options\.ignore` is not known here; known: check_name, ignore_na/,
  ],
  ['a list without names', column('checks: [{ value: 0 }]'), /checks\.0\.options` is missing/],
  [
    'an unknown key',
    'schema_type: dataframe\ncolums: {}',
    /:2: `colums` is not known here; known: schema_type.*columns/,
  ],
  [
    'which levels an index has',
    'schema_type: dataframe\nmultiindex: { strict: true }',
    /:2: `multiindex.strict` got true; allowed: false/,
  ],
  ['a limit that nothing reaches', column('gt: .inf'), /:3: `columns\.a\.gt\.value` got Infinity; allowed: a number/],
  ['another type of schema', 'schema_type: series', /:1: `schema_type` got "series".*dataframe/],
  [
    'a name that is no pattern',
    column('regex: true').replace('a:', '"a(":'),
    /:3: `columns\.a\(\.regex` "a\(" is not a regular expression of Python's `re`/,
  ],
  ['columns that are none', 'schema_type: dataframe\ncolumns: 1', /`columns` got 1/],
  ['columns that are made', 'schema_type: dataframe\nadd_missing_columns: true', /:2: `add_missing_columns` got true/],
];

test.each(refused)('%s is refused with file, line and what is allowed', (_what, text, says) => {
  expect(() => read(text)).toThrow(says);
});

test('of what is made a text there is no type that it could not be of', () => {
  const args = (schema: object) =>
    read(stringify({ schema_type: 'dataframe', ...schema })).checks.flatMap((check) =>
      check.kind === 'type' ? [check.args] : [],
    );
  const made = [{ logicalType: 'string', coerced: true }];
  expect(args({ columns: { a: { dtype: 'str', coerce: true } } })).toEqual(made);
  expect(args({ columns: { a: { dtype: 'str' } }, coerce: true })).toEqual(made);
  expect(args({ columns: { a: { dtype: 'int64', coerce: true } } })).toEqual([{ logicalType: 'integer' }]);
  expect(args({ columns: { a: { dtype: 'str', coerce: false } } })).toEqual([{ logicalType: 'string' }]);
});

test('columns of a list, and a type for all of them', () => {
  const text = stringify({
    schema_type: 'dataframe',
    dtype: 'float64',
    columns: [{ name: 'a' }, { name: 'b', dtype: 'str' }],
  });
  expect(read(text).properties.map(({ name, logicalType }) => [name, logicalType])).toEqual([
    ['a', 'number'],
    ['b', 'number'],
  ]);
});
