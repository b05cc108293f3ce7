import fc from 'fast-check';

export interface HostileContract {
  name: string;
  text: string;
}

/** What a contract's own SQL might try. `%CANARY%` is a file that it must not see, `%ESCAPE%` one that it must not make. */
const queries = [
  'SELECT count(*) FROM {object} WHERE {property} IS NULL',
  'SELECT count(*) FROM {object} WHERE a > 1',
  "SELECT count(*) FROM read_csv('%CANARY%')",
  "SELECT content FROM read_text('%CANARY%')",
  "SELECT count(*) FROM '%CANARY%'",
  "SELECT * FROM glob('/**')",
  "COPY (SELECT 1) TO '%ESCAPE%'",
  "ATTACH '%ESCAPE%' AS other",
  'SET lock_configuration = false',
  "INSTALL httpfs; LOAD httpfs; SELECT * FROM 'https://example.com/x.csv'",
  'SELECT count(*) FROM range(1000000000000) a, range(1000000) b',
  'WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t) SELECT count(*) FROM t',
  "SELECT length(repeat('x', 2000000000))",
  'SELECT sum(i) FROM (SELECT unnest(range(2000000000)) AS i)',
  "SELECT getenv('PATH')",
  "SELECT current_setting('temp_directory')",
  'SELECT * FROM duckdb_settings()',
  'PRAGMA database_list',
  'DROP TABLE data; SELECT 1',
  'SELECT 1; SELECT 2',
  'SELEC',
  '',
  "SELECT '",
  'SELECT 1 --',
];
const patterns = [
  '^(a+)+$',
  '(?=x)',
  '(a|a)*b',
  '[',
  '\\p{L}+',
  '(?<n>x)\\k<n>',
  '^$',
  '.{0,1000}.{0,1000}',
  '\\',
  '(?i)x',
];
const columns = [
  'a',
  'b',
  'c',
  'a"; DROP TABLE x; --',
  "it's",
  'c0',
  't1',
  '',
  'é',
  '__proto__',
  'constructor',
  'select',
  'x'.repeat(300),
];

const logicalType = fc.constantFrom(
  'string',
  'number',
  'integer',
  'boolean',
  'date',
  'timestamp',
  'time',
  'object',
  'array',
  'elephant',
);
const limit = fc.oneof(fc.double(), fc.string({ maxLength: 10 }), fc.constant('2024-01-01'), fc.integer());
const property = fc.record(
  {
    name: fc.constantFrom(...columns),
    logicalType,
    required: fc.boolean(),
    unique: fc.boolean(),
    primaryKey: fc.oneof(fc.boolean(), fc.integer()),
    logicalTypeOptions: fc.record(
      {
        minimum: limit,
        maximum: limit,
        pattern: fc.constantFrom(...patterns),
        maxLength: limit,
        multipleOf: limit,
        format: fc.string(),
      },
      { requiredKeys: [] },
    ),
    quality: fc.array(
      fc.oneof(
        fc.record({ type: fc.constant('sql'), query: fc.constantFrom(...queries), mustBe: limit }),
        fc.record({
          metric: fc.constantFrom('nullValues', 'missingValues', 'invalidValues', 'duplicateValues', 'rowCount', 'x'),
          mustBeLessThan: limit,
          unit: fc.constantFrom('rows', 'percent', 'stones'),
          arguments: fc.oneof(
            fc.constant({ validValues: ['x', 1] }),
            fc.constant({ missingValues: ['', null] }),
            fc.jsonValue(),
          ),
        }),
      ),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['name', 'logicalType'] },
);

const plain = [
  { name: 'a', logicalType: 'number', required: true, logicalTypeOptions: { maximum: 5 } },
  { name: 'b', logicalType: 'string', unique: true, logicalTypeOptions: { pattern: '^(?!x)', maxLength: 3 } },
  { name: 'c', logicalType: 'timestamp' },
];
/** Well formed, with one thing that may not be: what gets past the reader of contracts and to the data. */
const nearlyPlain = fc.oneof(
  fc.constantFrom(plain, plain.slice(0, 1), plain.slice(1, 2)),
  fc.tuple(logicalType, fc.constantFrom(...patterns)).map(([type, pattern]) => [
    { name: 'a', logicalType: type },
    { name: 'b', logicalType: 'string', logicalTypeOptions: { pattern } },
  ]),
  fc.constantFrom(...columns).map((name) => [...plain, { name, logicalType: 'string', unique: true }]),
  fc
    .tuple(fc.constantFrom(...queries), fc.constantFrom('a', 'b'))
    .map(([query, name]) => [{ name, logicalType: 'string', quality: [{ type: 'sql', query, mustBe: 0 }] }]),
);

const odcs = fc
  .oneof({ arbitrary: nearlyPlain, weight: 4 }, { arbitrary: fc.array(property, { maxLength: 5 }), weight: 1 })
  .map((properties) =>
    JSON.stringify({
      apiVersion: 'v3.1.0',
      kind: 'DataContract',
      id: 'x',
      version: '1.0.0',
      status: 'active',
      schema: [{ name: 'table', properties }],
    }),
  );

const expectations = [
  'column_values_to_be_between',
  'column_values_to_match_regex',
  'column_values_to_be_in_set',
  'column_values_to_be_unique',
  'column_quantile_values_to_be_between',
  'column_values_to_match_json_schema',
  'unexpected_rows_expectation',
  'expect_nothing',
];
const suite = fc
  .array(
    fc.record({
      type: fc.constantFrom(...expectations).map((name) => (name.startsWith('column') ? `expect_${name}` : name)),
      kwargs: fc.dictionary(
        fc.constantFrom(
          'column',
          'min_value',
          'max_value',
          'regex',
          'value_set',
          'mostly',
          'row_condition',
          'condition_parser',
          'unexpected_rows_query',
        ),
        fc.oneof(
          fc.constantFrom(...columns, ...patterns, ...queries),
          fc.jsonValue(),
          fc.constant({ $PARAMETER: 'now() - timedelta(weeks=1)' }),
        ),
      ),
    }),
    { maxLength: 5 },
  )
  .map((list) => JSON.stringify({ name: 'suite', expectations: list, meta: {} }));

const ruleset = fc
  .array(
    fc.oneof(
      fc.constantFrom(...queries).map((query) => `CustomSql "${query}" = 0`),
      fc
        .tuple(
          fc.constantFrom('IsComplete', 'Uniqueness', 'Mean', 'ColumnValues', 'Nothing'),
          fc.constantFrom(...columns),
        )
        .map(([rule, column]) => `${rule} "${column}" > 0.5`),
      fc.string({ maxLength: 20 }),
    ),
    { maxLength: 5 },
  )
  .map((rules) => `Rules = [ ${rules.join(', ')} ]`);

const bombs = [
  `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'
    .split('')
    .map((name, at) => `${name}: &${name} [${`*${'abcdefgh'[at]},`.repeat(9)}]`)
    .join('\n')}`,
  '['.repeat(50_000),
  `{"a":${'{"a":'.repeat(20_000)}1`,
  '',
  '\0',
  'null',
  '---\n---\n',
];

/** Any contract: of every format with values that fit or do not, text that is none, and text that is dear to read. */
export const hostileContract: fc.Arbitrary<HostileContract> = fc.record({
  name: fc.constantFrom('contract.yaml', 'contract.json', 'suite.json', 'rules.dqdl'),
  text: fc.oneof(
    { arbitrary: odcs, weight: 12 },
    { arbitrary: suite, weight: 3 },
    { arbitrary: ruleset, weight: 2 },
    { arbitrary: fc.constantFrom(...bombs), weight: 1 },
    { arbitrary: fc.string({ maxLength: 200 }), weight: 1 },
    {
      arbitrary: fc
        .tuple(odcs, fc.nat(), fc.string({ maxLength: 5 }))
        .map(([text, at, put]) => text.slice(0, at % text.length) + put + text.slice(at % text.length)),
      weight: 2,
    },
  ),
});
