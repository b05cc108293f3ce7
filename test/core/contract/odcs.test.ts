import { readContract } from '../../../lib/core/contract/read-contract.ts';
import { InputError } from '../../../lib/core/errors.ts';

const head = `apiVersion: v3.1.0
kind: DataContract
id: orders-1
version: 1.0.0
status: active
`;
const full = `${head}name: orders
description: { purpose: tests }
team: { name: data, members: [{ username: ann }] }
servers: [{ server: local, type: local }]
price: { priceAmount: 1 }
roles: [{ role: reader }]
slaProperties: [{ property: latency, value: 1 }]
customProperties: [{ property: x, value: y }]
tags: [orders]
schema:
  - name: orders
    physicalType: table
    quality:
      - { metric: rowCount, mustBeBetween: [100, 120], severity: warning }
      - { metric: duplicateValues, mustBe: 0, arguments: { properties: [tenant, order] } }
      - { type: text, description: People read this. }
    properties:
      - name: tenant
        logicalType: string
        primaryKey: true
        primaryKeyPosition: 1
      - name: order
        logicalType: string
        primaryKey: true
        logicalTypeOptions: { minLength: 3, maxLength: 18, pattern: "^[A-Z]" }
        quality:
          - { metric: nullValues, mustBeLessThan: 1, unit: percent, severity: error }
          - { rule: invalidValues, arguments: { validValues: [a, b] }, mustBe: 0 }
          - { metric: invalidValues, arguments: { pattern: "^x" }, mustBeLessOrEqualTo: 5 }
          - { metric: missingValues, arguments: { missingValues: [null, N/A] }, mustBe: 0 }
      - name: amount
        logicalType: number
        required: true
        logicalTypeOptions: { exclusiveMinimum: 0, multipleOf: 0.01, format: f64 }
      - name: age
        logicalType: integer
        unique: true
        tags: [identifier]
        logicalTypeOptions: { format: u8 }
      - name: at
        logicalType: date
        logicalTypeOptions: { minimum: "2024-01-01", format: dd.MM.yyyy }
`;

test('every check of a contract is there, with its column, arguments, bound and place', () => {
  const { checks } = readContract({ text: full, file: 'contract.yaml' });
  expect(checks.map(({ kind, columns }) => [kind, ...columns].join(' '))).toEqual([
    'row-count',
    'unique tenant order',
    'unique tenant order',
    'type tenant',
    'required tenant',
    'type order',
    'required order',
    'length order',
    'pattern order',
    'required order',
    'allowed-values order',
    'pattern order',
    'missing-values order',
    'type amount',
    'required amount',
    'range amount',
    'multiple-of amount',
    'type age',
    'unique age',
    'range age',
    'type at',
    'range at',
  ]);
  expect(checks[0]).toEqual({
    kind: 'row-count',
    columns: [],
    args: {},
    accept: { operator: 'mustBeBetween', value: [100, 120], unit: 'rows' },
    severity: 'warning',
    source: { file: 'contract.yaml', line: 19, key: 'schema.0.quality.0.metric' },
  });
  expect(checks[9]).toMatchObject({ accept: { operator: 'mustBeLessThan', value: 1, unit: 'percent' } });
  expect(checks.at(-3)).toMatchObject({ args: { minimum: 0, maximum: 255 } });
});

test('identifiers are primary keys and properties with that tag', () => {
  const { properties } = readContract({ text: full, file: 'contract.yaml' });
  expect(properties.filter(({ identifier }) => identifier).map(({ name }) => name)).toEqual(['tenant', 'order', 'age']);
  expect(properties.at(-1)).toMatchObject({ dateFormat: '%d.%m.%Y' });
});

const property = (text: string) => `${head}schema:\n  - name: t\n    properties:\n      - ${text}\n`;
const quality = (text: string) => property(`{ name: a, logicalType: string, quality: [${text}] }`);

const refused: Array<[what: string, text: string, says: RegExp]> = [
  ['YAML that is none', 'a: [', /contract\.yaml:1: not YAML/],
  ['a key twice', 'a: 1\na: 2', /:2: not YAML: Map keys must be unique/],
  ['an alias bomb', 'a: &a [x]\nb: *a', /not YAML that is read here/],
  ['nesting without end', '['.repeat(50_000), /contract\.yaml:\d+: not YAML/],
  ['two megabytes', `#${'x'.repeat(2 << 20)}`, /at most 1048576 are read/],
  ['nothing', '', /no contract that is known/],
  ['another kind', full.replace('DataContract', 'DataProduct'), /:2: `kind` got "DataProduct"; allowed: DataContract$/],
  ['a version that is not known', full.replace('v3.1.0', 'v2.2.2'), /:1: `apiVersion` got "v2\.2\.2".*v3\.1\.x/],
  ['a missing id', full.replace('id: orders-1\n', ''), /`id` is missing/],
  [
    'an unknown key',
    full.replace('physicalType', 'fysicalType'),
    /:17: `schema\.0\.fysicalType` is not known here; known: .*physicalType/,
  ],
  [
    'an unknown type',
    property('{ name: a, logicalType: float }'),
    /:9: `schema\.0\.properties\.0\.logicalType` got "float"; allowed: .*number,/,
  ],
  [
    'what is within the items of an array',
    property('{ name: a, logicalType: array, items: { logicalType: object, properties: [] } }'),
    /:9: `properties` of items is not supported: of the items of an array the type/,
  ],
  [
    'fields of what is no object',
    property('{ name: a, logicalType: string, properties: [] }'),
    /properties` belong to/,
  ],
  ['items of what is no array', property('{ name: a, logicalType: string, items: {} }'), /items` belong to/],
  [
    'a key within an object',
    property('{ name: a, logicalType: object, properties: [{ name: b, primaryKey: true }] }'),
    /primaryKey` is of a column/,
  ],
  [
    'a field that an object asks for and does not describe',
    property('{ name: a, logicalType: object, logicalTypeOptions: { required: [b] } }'),
    /names "a\.b", which is no property/,
  ],
  [
    'an option of objects that is not read',
    property('{ name: a, logicalType: object, logicalTypeOptions: { maxProperties: 3 } }'),
    /maxProperties` is not known here; known: required/,
  ],
  [
    'an option without a type',
    property('{ name: a, logicalTypeOptions: { minimum: 1 } }'),
    /:9: .*logicalTypeOptions\.minimum` is an option of a type/,
  ],
  [
    'an unknown option',
    property('{ name: a, logicalType: string, logicalTypeOptions: { minimum: 1 } }'),
    /logicalTypeOptions\.minimum` is not known here; known: minLength, maxLength, pattern/,
  ],
  [
    'an option of another type',
    property('{ name: a, logicalType: number, logicalTypeOptions: { minimum: "1" } }'),
    /got "1"/,
  ],
  [
    'a pattern that is none',
    property('{ name: a, logicalType: string, logicalTypeOptions: { pattern: "(" } }'),
    /pattern` got "\(", which is not an ECMA-262/,
  ],
  [
    'a date that is none',
    property('{ name: a, logicalType: date, logicalTypeOptions: { minimum: "2024-13-01" } }'),
    /must look like 2024-01-31/,
  ],
  [
    'a date format that is not known',
    property('{ name: a, logicalType: date, logicalTypeOptions: { format: yy } }'),
    /got "yy"/,
  ],
  [
    'a key with a letter too few',
    property('{ name: a, logicalTyp: string }'),
    /logicalTyp` is not known here; known: .*items; nearest: logicalType$/,
  ],
  [
    'an expectation of another tool with a letter too few',
    quality('{ type: custom, engine: greatExpectations, implementation: { type: expect_column_values_to_be_nul } }'),
    /^contract\.yaml:\d+: expect_column_values_to_be_nul is not supported/,
  ],
  ['no number', property('{ name: a, logicalType: number, logicalTypeOptions: { maximum: .nan } }'), /maximum` got/],
  ['an unknown metric', quality('{ metric: meanValue, mustBe: 0 }'), /metric` got "meanValue"; allowed: .*nullValues/],
  [
    'an unknown operator',
    quality('{ metric: nullValues, mustBeAbove: 0 }'),
    /mustBeAbove` is not known here; known: .*mustBeGreaterThan/,
  ],
  ['no operator', quality('{ metric: nullValues }'), /needs exactly one of mustBe, .*got none/],
  ['two operators', quality('{ metric: nullValues, mustBe: 0, mustBeLessThan: 3 }'), /got mustBe, mustBeLessThan/],
  ['an operator without a value', quality('{ metric: nullValues, mustBe: }'), /mustBe` got null/],
  ['a turned interval', quality('{ metric: nullValues, mustBeBetween: [3, 1] }'), /smaller first/],
  ['an unknown unit', quality('{ metric: nullValues, mustBe: 0, unit: share }'), /got "share"; allowed: .*percent/],
  [
    'an unknown severity',
    quality('{ metric: nullValues, mustBe: 0, severity: high }'),
    /got "high"; allowed: .*warning/,
  ],
  ['no metric', quality('{ mustBe: 0 }'), /metric` is missing/],
  ['missing arguments', quality('{ metric: invalidValues, mustBe: 0 }'), /needs either `validValues` or `pattern`/],
  [
    'unknown arguments',
    quality('{ metric: invalidValues, mustBe: 0, arguments: { values: [a] } }'),
    /arguments\.values` is not known/,
  ],
  ['no query', quality('{ type: sql, mustBe: 0 }'), /query` is missing/],
  [
    'a percentage of a value',
    quality('{ type: sql, query: SELECT 1, mustBe: 0, unit: percent }'),
    /unit` has no meaning/,
  ],
  ['a percentage of all rows', full.replace('[100, 120]', '[1, 2], unit: percent'), /:19: .*unit` has no meaning/],
  [
    'an unknown engine',
    quality('{ type: custom, engine: soda, implementation: x }'),
    /engine soda is not supported: .*signalbox/,
  ],
  ['no engine', quality('{ type: custom, implementation: x }'), /engine` is missing; whose words are these/],
  ['no words', quality('{ type: custom, engine: signalbox }'), /implementation` is missing/],
  ['a table metric on a column', quality('{ metric: rowCount, mustBe: 1 }'), /rowCount belongs to the table/],
  [
    'a name twice',
    property('{ name: a, logicalType: string }\n      - { name: a, logicalType: string }'),
    /"a" is there twice/,
  ],
  [
    'a physical name twice',
    property('{ name: a, logicalType: string, physicalName: b }\n      - { name: b, logicalType: string }'),
    /:10: .*"b" is there twice/,
  ],
  [
    'a key over an unknown column',
    full.replace('[tenant, order]', '[tenant, ordr]'),
    /names "ordr", which is no property; properties: tenant, order/,
  ],
  [
    'two tables',
    `${full}  - { name: b, properties: [{ name: a, logicalType: string }] }\n`,
    /`schema` describes 2 tables, and one is judged: say which with `--table`, or `data\.table` of signalbox\.yaml; tables: .*, b$/m,
  ],
];

test.each(refused)('%s is refused with file, line, key, what was got and what is allowed', (_what, text, says) => {
  const parse = () => readContract({ text: text, file: 'contract.yaml' });
  expect(parse).toThrow(InputError);
  expect(parse).toThrow(says);
  expect(parse).toThrow(/^contract\.yaml/);
});

describe('of several tables', () => {
  const several = `${full}  - { name: b, physicalName: t_b, properties: [{ name: p, primaryKey: true, logicalType: string }, { name: q, primaryKey: true, logicalType: string }], quality: [{ metric: rowCount, mustBe: 1 }] }\n`;
  const chosen = (table?: string) => readContract({ text: several, file: 'contract.yaml' }, { table });

  test.each(['b', 't_b'])('%s is the one that is named, with its own lines', (table) => {
    const { name, properties, checks } = chosen(table);
    expect(name).toBe('b');
    expect(properties.map((property) => property.name)).toEqual(['p', 'q']);
    expect(checks.map(({ source }) => source.key)).toEqual([
      'schema.1.quality.0.metric',
      'schema.1.properties.0.primaryKey',
      'schema.1.properties.0.logicalType',
      'schema.1.properties.0.primaryKey',
      'schema.1.properties.1.logicalType',
      'schema.1.properties.1.primaryKey',
    ]);
  });

  test('one that is not there is refused with those that are', () => {
    expect(() => chosen('c')).toThrow(/`schema` describes no table "c"; tables: .*, b$/m);
    expect(() => readContract({ text: full, file: 'contract.yaml' }, { table: 'c' })).toThrow(/describes no table "c"/);
  });

  test('two of one name are refused', () => {
    const twice = `${several}  - { name: b }\n`;
    expect(() => readContract({ text: twice, file: 'contract.yaml' }, { table: 'b' })).toThrow(/the table b twice/);
  });

  test('a table of a format that has none is refused', () => {
    const schema = { text: 'schema_type: dataframe\n', file: 'schema.yaml' };
    expect(() => readContract(schema, { table: 'b' })).toThrow(/has no tables to choose from, got the table "b"/);
  });
});

test('fields of objects are properties by their path, and arrays are asked for their items', () => {
  const text =
    property(`{ name: who, physicalName: w, logicalType: object, logicalTypeOptions: { required: [city] }, properties: [
        { name: city, physicalName: c, logicalType: string },
        { name: at, logicalType: object, properties: [{ name: lat, logicalType: number, required: true }] }] }
      - { name: tags, logicalType: array, items: { logicalType: string, description: words }, logicalTypeOptions: { minItems: 1, uniqueItems: true } }`);
  const { properties, checks } = readContract({ text, file: 'contract.yaml' });
  expect(properties.map(({ name, logicalType }) => [name, logicalType])).toEqual([
    ['w', undefined],
    ['w.c', 'string'],
    ['w.at', undefined],
    ['w.at.lat', 'number'],
    ['tags', undefined],
  ]);
  expect(checks.map(({ kind, columns, args }) => [kind, columns[0], args])).toEqual([
    ['nested', 'w', { of: 'object' }],
    ['required', 'w.c', {}],
    ['type', 'w.c', { logicalType: 'string' }],
    ['nested', 'w.at', { of: 'object' }],
    ['type', 'w.at.lat', { logicalType: 'number' }],
    ['required', 'w.at.lat', {}],
    ['nested', 'tags', { of: 'array', items: 'string', minItems: 1, uniqueItems: true }],
  ]);
});
