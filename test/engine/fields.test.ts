import { contractOf, parquetOf, profileOf, temporaryFolder } from './tables.ts';

const folder = temporaryFolder();
const contract = contractOf([
  {
    name: 'who',
    logicalType: 'object',
    properties: [
      { name: 'city', logicalType: 'string', required: true, logicalTypeOptions: { maxLength: 3 } },
      { name: 'at', logicalType: 'object', properties: [{ name: 'lat', logicalType: 'number', unique: true }] },
      { name: 'since', logicalType: 'date' },
    ],
  },
  {
    name: 'tags',
    logicalType: 'array',
    items: { logicalType: 'integer' },
    logicalTypeOptions: { minItems: 1, maxItems: 2, uniqueItems: true },
  },
]);
const failing = async (content: string | Uint8Array, name: string, job: object = {}) => {
  const { checks } = await profileOf(folder, contract, content, job, name);
  return contract.checks.map(
    ({ kind, columns }, at) => `${columns} ${kind} ${checks[at]?.error?.message ?? checks[at]?.failing}`,
  );
};
const expected = [
  'who nested 0',
  'who.city type 0',
  'who.city required 1',
  'who.city length 1',
  'who.at nested 0',
  'who.at.lat type 0',
  'who.at.lat unique 1',
  'who.since type 0',
  'tags nested 3',
];

test('fields of structures of Parquet are columns by their path', async () => {
  const row = (city: string, lat: string, tags: string) =>
    `SELECT {'city': ${city}, 'at': {'lat': ${lat}::DOUBLE}, 'since': DATE '2026-01-31'} AS who, ${tags}::INTEGER[] AS tags`;
  const rows = [
    row("'abc'", '1.5', '[1, 2]'),
    row("'abcd'", '1.5', '[1, 1]'),
    row('NULL', '2', '[]'),
    'SELECT NULL, [1, 2, 3]',
  ];
  const bytes = await parquetOf(folder, rows.join(' UNION ALL '));
  // Nobody has a city where nobody is.
  expect(await failing(bytes, 'x.parquet')).toEqual(
    expected.map((line) => (line === 'who.city required 1' ? 'who.city required 2' : line)),
  );
});

test('fields of objects of JSON Lines are columns by their path, and null is none', async () => {
  const lines = [
    { who: { city: 'abc', at: { lat: 1.5 }, since: '2026-01-31' }, tags: [1, 2] },
    { who: { city: 'abcd', at: { lat: 1.5 } }, tags: [1, 1] },
    { who: { city: null, at: null }, tags: [] },
    { who: { city: 'a', at: { lat: 7 } }, tags: [1, 'x'] },
  ];
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  expect(await failing(text, 'x.jsonl')).toEqual(expected);
});

test('a flat file may name fields by their path, and spell arrays as JSON', async () => {
  const csv = 'who,who.city,who.at,who.at.lat,who.since,tags\n{},abc,{},1.5,2026-01-31,"[1,2]"\n[],,5,x,x,"[1.5]"\n';
  expect(await failing(csv, 'x.csv')).toEqual([
    'who nested 1',
    'who.city type 0',
    'who.city required 1',
    'who.city length 0',
    'who.at nested 1',
    'who.at.lat type 1',
    'who.at.lat unique 0',
    'who.since type 1',
    'tags nested 1',
  ]);
});

test('a field that is not there is refused like a column, and fields are no columns of the table', async () => {
  const bytes = await parquetOf(folder, "SELECT {'city': 'x'} AS who, [1] AS tags");
  await expect(failing(bytes, 'x.parquet')).rejects.toMatchObject({
    code: 'columns-absent',
    message: expect.stringContaining('"who.at", "who.at.lat", "who.since"'),
  });
  const count = { type: 'expect_table_column_count_to_equal', kwargs: { value: 1 } };
  const counted = contractOf(
    [{ name: 'a', logicalType: 'object', properties: [{ name: 'b', logicalType: 'string' }] }],
    [{ type: 'custom', engine: 'greatExpectations', implementation: count }],
  );
  const { checks, columns } = await profileOf(folder, counted, '{"a":{"b":"x"}}\n', {}, 'x.jsonl');
  expect(checks.map(({ failing }) => failing)).toEqual([0, 0, 0]);
  expect(columns.map(({ name, valid }) => [name, valid])).toEqual([
    ['a', 1],
    ['a.b', 1],
  ]);
});

test('names of fields are no SQL', async () => {
  const name = `b'"] \\`;
  const odd = contractOf([
    { name: 'a', logicalType: 'object', properties: [{ name, logicalType: 'integer', required: true }] },
  ]);
  const { checks } = await profileOf(folder, odd, `${JSON.stringify({ a: { [name]: 7 } })}\n`, {}, 'x.jsonl');
  expect(checks.map(({ failing }) => failing)).toEqual([0, 0, 0]);
});
