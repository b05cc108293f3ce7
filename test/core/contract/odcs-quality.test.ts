import { ecmaPattern } from '../../../lib/core/checks/matching.ts';
import { odcs } from '../../../lib/core/contract/odcs.ts';
import type { ReadOptions } from '../../../lib/core/contract/reader.ts';
import { textFormats } from '../../../lib/core/contract/text-formats.ts';
import { readYaml } from '../../../lib/core/yaml-source.ts';

const head = `apiVersion: v3.1.0
kind: DataContract
id: orders-1
version: 1.0.0
status: active
schema:
  - name: orders
    physicalName: orders_v2
`;
const read = (text: string, options: ReadOptions = {}) =>
  odcs.read(readYaml(`${head}${text}`, 'contract.yaml', 'contract-invalid'), options);
const column = (text: string, options?: ReadOptions) =>
  read(`    properties:\n      - { name: a, quality: [${text}] }\n`, options).checks;
const typed = (type: string, options: string) =>
  read(`    properties:\n      - { name: a, logicalType: ${type}, logicalTypeOptions: { ${options} } }\n`).checks;

const operators: Array<[operator: string, limits: object]> = [
  ['mustBe: 1', { minimum: 1, maximum: 1 }],
  ['mustNotBe: 1', { minimum: 1, maximum: 1, not: true }],
  ['mustBeGreaterThan: 1', { exclusiveMinimum: 1 }],
  ['mustBeGreaterOrEqualTo: 1', { minimum: 1 }],
  ['mustBeLessThan: 1', { exclusiveMaximum: 1 }],
  ['mustBeLessOrEqualTo: 1', { maximum: 1 }],
  ['mustBeBetween: [1, 2]', { minimum: 1, maximum: 2 }],
  ['mustNotBeBetween: [1, 2]', { minimum: 1, maximum: 2, not: true }],
];

test.each(operators)('the value of a query: %s', (operator, limits) => {
  const [check] = column(`{ type: sql, query: "SELECT 1", ${operator}, severity: warning }`);
  expect(check).toMatchObject({
    kind: 'sql-value',
    columns: ['a'],
    args: { query: 'SELECT 1', ...limits },
    severity: 'warning',
  });
});

const queries: Array<[written: string, query: string]> = [
  ['SELECT count(*) FROM {object} WHERE {property} IS NULL', 'SELECT count(*) FROM {batch} WHERE "a" IS NULL'],
  ['SELECT max(${column}) FROM ${table}', 'SELECT max("a") FROM {batch}'],
  ['SELECT 1 FROM orders o JOIN orders_v2 USING (a)', 'SELECT 1 FROM {batch} o JOIN {batch} USING (a)'],
  ["SELECT ' from orders {object}', orders FROM orders", "SELECT ' from orders {object}', orders FROM {batch}"],
];

test.each(queries)('%s names the data and the column', (written, query) => {
  expect(column(`{ type: sql, query: ${JSON.stringify(written)}, mustBe: 0 }`)[0]?.args).toMatchObject({ query });
});

test('an expectation inside is read as in a suite, with its line, and is about its column', () => {
  const { checks } = read(`    properties:
      - name: a
        description: none
        quality:
          - type: custom
            engine: greatExpectations
            severity: info
            implementation: |
              type: expect_column_values_to_be_in_set
              kwargs:
                value_set: [x, y]
                mostly: 0.9
          - type: custom
            engine: greatExpectations
            implementation:
              expectation_type: expect_table_row_count_to_equal
              kwargs: { value: 3 }
`);
  expect(checks).toMatchObject([
    {
      kind: 'allowed-values',
      columns: ['a'],
      args: { values: ['x', 'y'] },
      accept: { mostly: 0.9 },
      severity: 'info',
      source: { line: 16 },
      origin: { format: 'great-expectations', name: 'expect_column_values_to_be_in_set' },
    },
    { kind: 'row-count', columns: [], source: { line: 23 } },
  ]);
});

test('a fault in an expectation inside is told at its own line', () => {
  const text = `    properties: [{ name: a, logicalType: string }]
    quality:
      - type: custom
        engine: greatExpectations
        implementation: |
          type: expect_column_values_to_be_in_set
          kwarg: {}
`;
  expect(() => read(text)).toThrow(/^contract\.yaml:15: `kwarg` is not known here; known: .*kwargs/);
});

test('our own form says what no other word does', () => {
  const own = {
    kind: 'range',
    columns: ['a'],
    args: { minimum: 1, not: true },
    accept: { mostly: 0.5 },
    missing: 'fail',
  };
  const [check] = column(`{ type: custom, engine: signalbox, implementation: ${JSON.stringify(own)} }`);
  expect(check).toMatchObject({ ...own, severity: 'error' });
  expect(() => column('{ type: custom, engine: signalbox, implementation: { kind: range } }')).toThrow(
    /:10: `accept` |implementation\.accept/,
  );
});

test('a limit that is exclusive and not there is refused', () => {
  expect(() => typed('integer', 'minimum: 0, exclusiveMaximum: true')).toThrow(
    'logicalTypeOptions.exclusiveMaximum` is true, and there is no `maximum` to make exclusive',
  );
  expect(typed('integer', 'exclusiveMaximum: false')).toHaveLength(1);
});

test('a limit may be exclusive in the way of 3.0 and in that of 3.1', () => {
  expect(typed('integer', 'minimum: 0, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false')[1]?.args).toEqual({
    exclusiveMinimum: 0,
    maximum: 9,
  });
  expect(typed('number', 'exclusiveMinimum: 0')[1]?.args).toEqual({ exclusiveMinimum: 0 });
  expect(typed('date', 'minimum: "2024-01-31", exclusiveMinimum: true')[1]?.args).toEqual({
    exclusiveMinimum: '2024-01-31',
  });
});

test('a column is called by its physical name, and referred to by its name', () => {
  const { properties, checks } = read(`    quality:
      - { metric: duplicateValues, mustBe: 0, arguments: { properties: [id, day] } }
    properties:
      - { name: id, physicalName: ORDER_ID, required: true }
      - { name: day, logicalType: date }
`);
  expect(properties.map(({ name }) => name)).toEqual(['ORDER_ID', 'day']);
  expect(checks.map(({ columns }) => columns)).toEqual([['ORDER_ID', 'day'], ['ORDER_ID'], ['day']]);
});

test('what nests in items is refused by name, or inconclusive where that is allowed', () => {
  const text = '    properties: [{ name: a, logicalType: array, items: { required: true } }]\n';
  expect(() => read(text)).toThrow(/:9: `required` of items is not supported: of the items of an array/);
  expect(read(text, { allowUnsupported: true }).checks.map(({ kind }) => kind)).toEqual(['nested', 'unsupported']);
});

const formats: Array<[format: string, good: string[], bad: string[]]> = [
  ['byte', ['', 'QUJD', 'QUI=', 'QQ=='], ['QUJ', 'Q===', 'QU_D']],
  ['email', ['a.b+c@example.org'], ['a', 'a@b', '@example.org', 'a@-b.org', 'a b@example.org']],
  ['hostname', ['localhost', 'a-b.example.org'], ['-a', 'a..b', `${'a'.repeat(64)}.org`, 'a_b']],
  ['ipv4', ['0.0.0.0', '255.249.99.1'], ['256.0.0.1', '1.2.3', '1.2.3.4.5', '01.2.3.999']],
  [
    'ipv6',
    ['::', '::1', '2001:db8::8a2e:370:7334', '1:2:3:4:5:6:7:8'],
    ['1:2:3', ':::', '1::2::3', '1:2:3:4:5:6:7:8:9', '12345::'],
  ],
  ['uri', ['https://example.org/a?b', 'urn:isbn:1'], ['example.org', 'https://a b', '1a:b']],
  [
    'uuid',
    ['123e4567-e89b-12d3-a456-426614174000'],
    ['123e4567e89b12d3a456426614174000', '123e4567-e89b-12d3-a456-42661417400g'],
  ],
];

test.each(formats)('the format %s of a text', (format, good, bad) => {
  const check = typed('string', `format: ${format}`).at(-1);
  const { pattern = '' } = (check?.args ?? {}) as { pattern?: string };
  expect(good.filter((value) => !ecmaPattern(pattern).test(value))).toEqual([]);
  expect(bad.filter((value) => ecmaPattern(pattern).test(value))).toEqual([]);
});

test('every format of the standard has cases above, or tells people something only', () => {
  const told = Object.entries(textFormats).flatMap(([format, pattern]) => (pattern === null ? [format] : []));
  expect([...formats.map(([format]) => format), ...told].sort()).toEqual(Object.keys(textFormats).sort());
});

test('a limit of our own form may be that of earlier data, and is one that a check can have', () => {
  const own = (kind: string, past: object, args: object = {}) => {
    const columns = kind === 'row-count' ? [] : ['a'];
    const implementation = { kind, columns, args, accept: { mostly: 1 }, past };
    return column(`{ type: custom, engine: signalbox, implementation: ${JSON.stringify(implementation)} }`)[0];
  };
  const last = { of: 'index', last: 1, at: 0 };
  const limits = (...ends: string[]) => ({ limits: Object.fromEntries(ends.map((end) => [end, last])) });
  expect(own('row-count', limits('exclusiveMinimum', 'exclusiveMaximum'))?.past).toEqual(
    limits('exclusiveMinimum', 'exclusiveMaximum'),
  );
  expect(own('range', limits('minimum', 'maximum'), { minimum: 3 })?.past).toEqual(limits('minimum', 'maximum'));
  const unusual = { strategy: { kind: 'absolute-change', maxDecrease: 5 } };
  expect(own('row-count', { unusual })?.past).toMatchObject({ unusual: { least: 3, last: 30 } });
  expect(() => own('range', limits('exclusiveMinimum', 'maximum'), { minimum: 3 })).toThrow(
    /contract\.yaml:10: .*past` is of the share of rows that pass, and takes one limit, or minimum and maximum; got exclusiveMinimum,maximum/,
  );
  expect(() => own('quantiles', limits('minimum'), { ranges: [{ quantile: 0.5, minimum: 1 }] })).toThrow(
    /past` is of a number, and quantiles has none/,
  );
  expect(() => own('row-count', { limits: {} })).toThrow(/needs a limit/);
  expect(() => own('row-count', { limits: { minimum: { of: 'mean', last: 3 } } })).toThrow(
    /`past\.limits\.minimum\.of` got "mean"; allowed: avg, median/,
  );
  expect(() => own('row-count', { limits: { minimum: { of: 'index', last: 3, at: 3 } } })).toThrow(
    /must be below last/,
  );
  expect(() => own('statistic', limits('maximum'), { of: 'mean', minimum: 5 })).toThrow(
    /past` says what is allowed, and so does `args\.minimum`: make it another check/,
  );
});

test('a past that looks at fewer numbers than it needs, so that it would never be compared, is refused', () => {
  const read = (past: object) => () => {
    const implementation = { kind: 'row-count', accept: { mostly: 1 }, past };
    return column(`{ type: custom, engine: signalbox, implementation: ${JSON.stringify(implementation)} }`);
  };
  const season = { kind: 'holt-winters', period: 24 };
  expect(read({ unusual: { strategy: season } })).toThrow(/last must be at least 48/);
  expect(read({ unusual: { strategy: { kind: 'batch-normal' }, least: 50 } })).toThrow(/last must be at least 50/);
  expect(read({ limits: { minimum: { of: 'std', last: 1 } } })).toThrow(/of std, last must be at least 2/);
  expect(read({ unusual: { strategy: season, last: 48 } })).not.toThrow();
});
