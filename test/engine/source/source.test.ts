import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import type { DataFormat } from '../../../lib/core/data-format.ts';
import { profileShard } from '../../../lib/engine/profile-shard.ts';
import { contractOf, parquetOf, profileOf, temporaryFolder } from '../tables.ts';

const folder = temporaryFolder();
const contract = contractOf([
  { name: 'n', logicalType: 'number' },
  { name: 'k', logicalType: 'integer' },
  { name: 's', logicalType: 'string' },
  { name: 'd', logicalType: 'date' },
  { name: 'b', logicalType: 'boolean' },
]);
const rowsSql = `SELECT * FROM (VALUES
  (1.5::DOUBLE, 1::BIGINT, 'x', DATE '2026-01-31', true),
  ('nan'::DOUBLE, -9223372036854775808, '', NULL, false),
  ('inf'::DOUBLE, NULL, NULL, NULL, NULL)) t(n, k, s, d, b)`;
const csv = 'n,k,s,d,b\n1.5,1,x,2026-01-31,true\nNaN,-9223372036854775808,,,false\ninf,,,,\n';
const jsonLines = `{"n":1.5,"k":1,"s":"x","d":"2026-01-31","b":true}
{"n":NaN,"k":-9223372036854775808,"s":"","b":false}
{"n":Infinity,"s":null}
`;

const numbers = { nulls: 0, nans: 1, invalid: 1, valid: 1, min: 1.5, max: 1.5 };
const wholes = { nulls: 1, nans: 0, invalid: 0, valid: 2, min: -(2 ** 63), max: 1 };
const dates = { nulls: 2, invalid: 0, valid: 1, min: '2026-01-31' };
const truths = { nulls: 1, invalid: 0, valid: 2 };

const sources: Array<[name: string, content: () => Promise<Uint8Array> | Uint8Array, emptyTexts: number]> = [
  ['a.csv', () => Buffer.from(csv), 0],
  ['a.csv.gz', () => gzipSync(csv), 0],
  ['a.csv.zst', () => zstdCompressSync(csv), 0],
  ['a.tsv', () => Buffer.from(csv.replaceAll(',', '\t')), 0],
  ['a.jsonl', () => Buffer.from(jsonLines), 1],
  ['a.ndjson.gz', () => gzipSync(jsonLines), 1],
  ['a.parquet', () => parquetOf(folder, rowsSql), 1],
  ['a.parquet.gz', async () => gzipSync(await parquetOf(folder, rowsSql)), 1],
];

test.each(sources)(
  'nulls, NaN, infinities and empty texts of %s are told apart as its format does',
  async (name, content, emptyTexts) => {
    const { rows, columns } = await profileOf(folder, contract, await content(), {}, name);
    expect(rows).toBe(3);
    const texts = { nulls: 2 - emptyTexts, invalid: 0, valid: 1 + emptyTexts };
    expect(columns).toMatchObject([numbers, wholes, texts, dates, truths]);
  },
);

test.each(sources)('the split of %s is CSV, each row on one side, whatever it is read from', async (name, content) => {
  const [trainFile, holdoutFile] = [join(folder, 'train.csv'), join(folder, 'holdout.csv')];
  const { trainRows } = await profileOf(
    folder,
    contract,
    await content(),
    { trainFile, holdoutFile, holdoutPercent: 50 },
    name,
  );
  const [train, holdout] = [trainFile, holdoutFile].map((file) => readFileSync(file, 'utf8').trimEnd().split('\n'));
  expect(train?.[0]).toBe('n,k,s,d,b');
  expect(train).toHaveLength(trainRows + 1);
  const written = [...(train?.slice(1) ?? []), ...(holdout?.slice(1) ?? [])].map((line) => line.replaceAll('""', ''));
  expect(written.sort()).toEqual([',-9223372036854775808,,,false', '1.5,1,x,2026-01-31,true', 'inf,,,,']);
});

test.each<[encoding: DataFormat['encoding'], bytes: Buffer]>([
  ['latin-1', Buffer.from('s\né\n', 'latin1')],
  ['windows-1252', Buffer.from([0x73, 0x0a, 0x80, 0x0a])],
  ['utf-16', Buffer.from('s\né\n', 'utf16le')],
])('text of %s is read where that is declared', async (encoding, bytes) => {
  const one = contractOf([{ name: 's', logicalType: 'string' }]);
  const { columns } = await profileOf(folder, one, bytes, { format: { encoding } });
  expect(columns[0]?.values).toEqual([{ value: encoding === 'windows-1252' ? '€' : 'é', count: 1 }]);
});

/** Files below a folder of their own, by their names in it. */
async function read(properties: object[], contents: Record<string, string | Uint8Array>) {
  const files = Object.entries(contents).map(([name, content], index) => {
    const path = join(folder, `many-${index}`, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return { path, name };
  });
  return profileShard({ files, contract: contractOf(properties), format: {}, holdoutPercent: 0, workDir: folder });
}

const [a, b] = [
  { name: 'a', logicalType: 'number' },
  { name: 'b', logicalType: 'string' },
];

test('many files are one table, their columns found by name', async () => {
  const profile = await read([a, b], { 'x.csv': 'a,b\n1,x\n', 'y.csv': 'b,a\ny,2\n' });
  expect(profile.rows).toBe(2);
  expect(profile.columns).toMatchObject([
    { min: 1, max: 2 },
    { min: 'x', max: 'y' },
  ]);
});

test('numbers of several types are numbers, and a column without any value is of any type', async () => {
  const contents = {
    'x.parquet': await parquetOf(folder, `SELECT 1::INTEGER AS a, 'x' AS b`),
    'y.parquet': await parquetOf(folder, `SELECT 2.5::DOUBLE AS a, 'y' AS b`),
    'z.parquet': await parquetOf(folder, `SELECT 3.25::DECIMAL(9, 2) AS a, 'z' AS b`),
  };
  expect((await read([a, b], contents)).columns).toMatchObject([{ min: 1, max: 3.25, valid: 3 }, { valid: 3 }]);
});

test('a key that some objects lack is null there, and values of several types are each what they are', async () => {
  const profile = await read([a, b], { 'x.jsonl': '{"a":1}\n', 'y.jsonl': '{"b":"x","a":"2"}\n{"b":null,"a":0.5}\n' });
  expect(profile.columns).toMatchObject([
    { nulls: 0, valid: 2, invalid: 1, min: 0.5, max: 1 },
    { nulls: 2, valid: 1 },
  ]);
});

test('folders that say key=value are columns', async () => {
  const one = await parquetOf(folder, `SELECT 1::INTEGER AS a`);
  const profile = await read([a, { name: 'country', logicalType: 'string' }], {
    'in/country=DE/x.parquet': one,
    'in/country=__HIVE_DEFAULT_PARTITION__/x.parquet': one,
  });
  expect(profile.columns[1]).toMatchObject({ nulls: 1, values: [{ value: 'DE', count: 1 }] });
});

test.each<[what: string, contents: () => Promise<Record<string, string | Uint8Array>>, says: RegExp]>([
  [
    'lacks a column',
    async () => ({ 'x.csv': 'a,b,c\n1,x,\n', 'y.csv': 'a,b\n1,x\n' }),
    /^y\.csv: lacks "c", compared with x\.csv/,
  ],
  ['has one more', async () => ({ 'x.csv': 'a,b\n1,x\n', 'y.csv': 'a,b,c\n1,x,\n' }), /^y\.csv: has "c" too/],
  [
    'is of another format',
    async () => ({ 'x.csv': 'a,b\n1,x\n', 'y.jsonl': '{"a":1,"b":"x"}\n' }),
    /^y\.jsonl: is jsonl, and x\.csv is csv/,
  ],
  [
    'has another type',
    async () => ({
      'x.parquet': await parquetOf(folder, `SELECT 1 AS a, 'x' AS b`),
      'y.parquet': await parquetOf(folder, `SELECT DATE '2026-01-01' AS a, 'x' AS b`),
    }),
    /^y\.parquet: column "a" is date, in x\.parquet and the files after it integer/,
  ],
  ['lies in no such folder', async () => ({ 'c=1/x.csv': 'a,b\n1,x\n', 'y.csv': 'a,b\n1,x\n' }), /^y\.csv: lacks "c"/],
])('of many files, the one that %s is named', async (_what, contents, says) => {
  await expect(read([a, b], await contents())).rejects.toMatchObject({
    code: 'data-columns-differ',
    message: expect.stringMatching(says),
  });
});

test.each([
  ['a list', '{"a":1}\n[1]\n', 'data-unreadable', /x\.jsonl: value 2 is of type array/],
  ['a file of one array', '[{"a":1},{"a":2}]', 'data-unreadable', /value 1 is of type array/],
  ['text', '{"a":1}\n{"a":\n', 'data-unreadable', /x\.jsonl:\d+: not JSON Lines/],
  ['a key twice', '{"a":1,"a":2}\n', 'data-duplicate-header', /an object names a key twice/],
  ['keys that differ in case', '{"a":1,"A":2}\n', 'data-duplicate-header', /"A" and another key differ in upper/],
  ['no key', '{}\n', 'data-header', /no object has a key/],
  ['an absent column', '{"b":1}\n', 'columns-absent', /names "a"/],
])('JSON Lines with %s are refused by the place', async (_what, content, code, says) => {
  await expect(read([a], { 'x.jsonl': content })).rejects.toMatchObject({ code, message: expect.stringMatching(says) });
});

test('Parquet of nested and binary columns, of moments with zones, decimals and other types is read', async () => {
  const sql = `SELECT [1, 2] AS l, {'x': 1} AS s, 'a\\x00b'::BLOB AS b, TIMESTAMPTZ '2026-01-01 10:00:00+02' AS t,
    2.50::DECIMAL(9, 2) AS d, MAP {'k': 1} AS m, TIMESTAMP_NS '2026-01-01 00:00:00' AS n, INTERVAL 1 DAY AS i, TIME '10:00' AS c`;
  const types: Record<string, string> = { t: 'timestamp', d: 'number', n: 'timestamp', c: 'time' };
  const wide = contractOf([...'lsbtdmnic'].map((name) => ({ name, logicalType: types[name] ?? 'string' })));
  const { columns } = await profileOf(folder, wide, await parquetOf(folder, sql), {}, 'x.parquet');
  expect(Object.fromEntries(columns.map(({ name, min }) => [name, min]))).toEqual({
    l: '[1, 2]',
    s: "{'x': 1}",
    b: 'a\\x00b',
    t: '2026-01-01 08:00:00',
    d: 2.5,
    m: '{k=1}',
    n: '2026-01-01 00:00:00',
    i: '1 day',
    c: '10:00:00',
  });
  expect(columns.every(({ valid }) => valid === 1)).toBe(true);
});

test('whole numbers at the ends of their types are no trouble', async () => {
  const sql = `SELECT unnest([-9223372036854775808, 9223372036854775807]) AS a, unnest([-128, 127])::TINYINT AS b`;
  const whole = contractOf(['a', 'b'].map((name) => ({ name, logicalType: 'integer' })));
  const { columns } = await profileOf(folder, whole, await parquetOf(folder, sql), {}, 'x.parquet');
  expect(columns).toMatchObject([{ valid: 2 }, { min: -128, max: 127, mean: -0.5 }]);
});

test('Parquet whose pages are damaged is refused, not taken for our fault', async () => {
  const bytes = await parquetOf(folder, `SELECT hash(i)::VARCHAR AS a FROM range(5000) t(i)`, ', COMPRESSION zstd');
  bytes.fill(0x5a, 40, bytes.length >> 1);
  await expect(
    profileOf(folder, contractOf([{ name: 'a', logicalType: 'string' }]), bytes, {}, 'x.parquet'),
  ).rejects.toMatchObject({
    code: 'data-corrupt',
    message: expect.stringMatching(/^x\.parquet: not Parquet that can be read/),
  });
});
