import { ftruncateSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { InputError } from '../../lib/core/errors.ts';
import { profileShard } from '../../lib/engine/profile-shard.ts';
import { contractOf, parquetOf, profileOf, temporaryFolder } from './tables.ts';

const folder = temporaryFolder();
const contract = contractOf([
  { name: 'a', logicalType: 'integer' },
  { name: 'b', logicalType: 'string' },
]);
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
const utf32 = Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]);

/** With one byte turned. */
function broken(bytes: Buffer, at: number): Buffer {
  bytes[at] = 255 - (bytes[at] ?? 0);
  return bytes;
}

const refused: Array<[what: string, content: string | Uint8Array, code: string, says: RegExp]> = [
  ['an empty file', '', 'data-empty', /0 bytes/],
  ['white space only', '\n \n', 'data-empty', /white space only/],
  ['a byte order mark only', '\ufeff', 'data-empty', /white space only/],
  ['a header only', 'a,b\n', 'data-header-only', /no rows; at least 1/],
  ['a header only, without line end', 'a,b', 'data-header-only', /no rows/],
  ['too few fields', 'a,b\n1,x\n2\n3,z\n', 'data-ragged', /data\.csv:3: 1 field, where the header has 2/],
  ['too many fields', 'a,b\n1,x\n2,y,z\n', 'data-ragged', /data\.csv:3: 3 fields, where the header has 2/],
  ['a quote never closed', 'a,b\n1,x\n2,"y\n3,z\n', 'data-ragged', /opens in the record of line 3 is never closed/],
  [
    'a quote never closed before 4 MB',
    `a,b\n1,"x\n${'2,y\n'.repeat(1 << 20)}`,
    'data-ragged',
    /line 2 is never closed/,
  ],
  ['a record of 4 MB', `a,b\n1,"${'y\n'.repeat(2 << 20)}"\n`, 'data-long-line', /longer than 2097152 bytes/],
  ['text after a closing quote', 'a,b\n1,"x"y\n', 'data-ragged', /data\.csv:2: text follows a closing quote/],
  ['semicolons', 'a;b\n1;x\n', 'data-delimiter', /split by ";" it has all/],
  ['tabs', 'a\tb\n1\tx\n', 'data-delimiter', /split by "\\t" it has all/],
  ['bars', 'a|b\n1|x\n', 'data-delimiter', /split by "\|" it has all/],
  ['an absent column', 'a,c\n1,x\n', 'columns-absent', /names "b", absent.*contract: "a", "b"; data: "a", "c"/],
  ['NUL bytes', 'a,b\n1,\0x\n', 'data-binary', /0x00 at offset 6/],
  ['control bytes', Buffer.from([0x61, 0x02, 0x03]), 'data-binary', /0x02 at offset 1/],
  ['an image', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), 'data-binary', /0x1a at offset 6/],
  ['UTF-16 cut within a character', utf16('a,b\n1,x\n').subarray(0, -1), 'data-encoding', /not utf-16: .*at its end/],
  ['UTF-16 without a byte order mark', utf16('a,b\n1,x\n').subarray(2), 'data-binary', /0x00 at offset 1/],
  ['UTF-32', utf32, 'data-encoding', /UTF-32 \(little endian/],
  ['Latin-1', Buffer.from('a,b\n1,\xe9t\xe9\n', 'latin1'), 'data-encoding', /not UTF-8: byte 0xe9 at offset 6/],
  ['truncated gzip', gzipSync('a,b\n1,x\n').subarray(0, -9), 'data-truncated', /the gzip ends before its end/],
  ['gzip that is damaged', broken(gzipSync('a,b\n1,x\n'), 12), 'data-corrupt', /not gzip that can be unpacked/],
  ['truncated zstd', zstdCompressSync('a,b\n1,x\n').subarray(0, -3), 'data-truncated', /the zstd ends before its end/],
  ['gzip in gzip', gzipSync(gzipSync('a,b\n1,x\n')), 'data-binary', /not text/],
  ['Parquet without its end', 'PAR1....', 'data-truncated', /without its footer/],
  ['Parquet whose footer is none', 'PAR1....\x04\0\0\0PAR1', 'data-corrupt', /not Parquet that can be read/],
  ['encrypted Parquet', 'PAR1....\x04\0\0\0PARE', 'data-encrypted', /encrypted/],
  ['duplicate names', 'a,b,a\n1,x,2\n', 'data-duplicate-header', /names "a" more than once/],
  ['a column without a name', 'a,b,\n1,x,2\n', 'data-header', /column 3 has no name/],
  ['carriage returns alone', 'a,b\r1,x\r', 'data-line-ends', /carriage return alone/],
  ['mixed line ends', 'a,b\r\n1,x\n2,y\r\n', 'data-line-ends', /data\.csv:2: .*does not end as the first/],
  [
    '20,000 columns',
    `a,b,${Array.from({ length: 20_000 }, (_, i) => `x${i}`)}\n1\n`,
    'data-too-wide',
    /at most 1000 are/,
  ],
  ['a header that is a quote never closed', '"a,b\n1,x\n', 'columns-absent', /absent from the data/],
];

test.each(refused)('%s is refused with one code and the place', async (_what, content, code, says) => {
  const refusal = profileOf(folder, contract, content);
  await expect(refusal).rejects.toBeInstanceOf(InputError);
  await expect(refusal).rejects.toMatchObject({ code, message: expect.stringMatching(says) });
});

const accepted: Array<[what: string, content: string | Uint8Array, rows: number]> = [
  ['a UTF-8 byte order mark', '\ufeffa,b\n1,x\n', 1],
  ['Windows line ends', 'a,b\r\n1,x\r\n2,y\r\n', 2],
  ['no line end at the end', 'a,b\n1,x', 1],
  ['line ends, delimiters and doubled quotes within quotes', 'a,b\n1,"x\n,""y"""\n2,z\n', 2],
  ['other columns in another order', 'c,b,a\n7,x,1\n', 1],
  ['a multi-byte character across chunks', `a,b\n${`1,${'x'.repeat(1_000)}é\n`.repeat(300)}`, 300],
  ['UTF-16 with a byte order mark', utf16('a,b\n1,é\n'), 1],
  ['UTF-16, big endian', utf16('a,b\n1,x\n').swap16(), 1],
  ['gzip', gzipSync('a,b\n1,x\n'), 1],
  ['zstd', zstdCompressSync('a,b\n1,x\n'), 1],
  ['a 900 kB cell', `a,b\n1,${'x'.repeat(900_000)}\n`, 1],
];

test.each(accepted)('%s is read', async (_what, content, rows) => {
  const profile = await profileOf(folder, contract, content);
  expect(profile.rows).toBe(rows);
  expect(profile.columns[0]).toMatchObject({ name: 'a', valid: rows, invalid: 0 });
});

test('a cell of 10 MB in Parquet is judged by all of its text, and told by little of it', async () => {
  const cells = contractOf([
    { name: 'a', logicalType: 'integer' },
    { name: 'b', logicalType: 'string', unique: true, logicalTypeOptions: { maxLength: 9, pattern: 'y$' } },
  ]);
  const sql = `SELECT * FROM (VALUES (1, repeat('x', 10000000)), (2, repeat('x', 9999999) || 'y'), (3, 'y')) t(a, b)`;
  const failedRowsFile = join(folder, 'failed.parquet');
  const bytes = await parquetOf(folder, sql);
  const { checks, columns } = await profileOf(folder, cells, bytes, { failedRowsFile, keepKeys: true }, 'x.parquet');
  const told = cells.checks.map(({ kind }, at) => [kind, checks[at]?.failing]);
  expect(told).toEqual([
    ['type', 0],
    ['type', 0],
    ['unique', 0],
    ['length', 2],
    ['pattern', 1],
  ]);
  expect(checks.flatMap(({ samples }) => samples.map(({ value }) => value?.length))).toEqual([80, 80, 80]);
  expect(columns[1]).toMatchObject({ valid: 3, values: null });
  expect(JSON.stringify({ checks, columns }).length).toBeLessThan(20_000);
});

test('a table of 1,000 columns is read in seconds', async () => {
  const names = Array.from({ length: 1_000 }, (_, i) => `x${i}`);
  const wide = contractOf(names.map((name) => ({ name, logicalType: 'number', required: true })));
  const profile = await profileOf(folder, wide, `${names}\n${names.map((_, i) => i)}\n`);
  expect(profile.columns.map(({ max }) => max)).toEqual(names.map((_, i) => i));
});

describe('what is far too large is refused quickly and in bounded memory', () => {
  const huge = (name: string, head: Uint8Array) => {
    const file = join(folder, name);
    const handle = openSync(file, 'w');
    writeSync(handle, head);
    ftruncateSync(handle, 2 ** 30);
    return file;
  };
  const bomb = gzipSync(Buffer.alloc(1 << 24));
  const cases: Array<[string, () => string, string]> = [
    ['a line of 1 GB', () => huge('line', Buffer.from(`a,b\n1,${'x'.repeat(4 << 20)}`)), 'data-long-line'],
    ['a header of 1 GB', () => huge('header', Buffer.alloc(4 << 20, 'a')), 'data-long-line'],
    ['a gzip bomb', () => huge('bomb', bomb), 'data-binary'],
    ['1 GB of zeros after a header', () => huge('zeros', Buffer.from('a,b\n1,x\n')), 'data-binary'],
  ];

  test.each(cases)('%s', async (_what, make, code) => {
    const file = make();
    expect(statSync(file).size).toBe(2 ** 30);
    const memoryBefore = process.memoryUsage().rss;
    const startedMs = performance.now();
    const job = { files: [{ path: file, name: 'data.csv' }], contract, format: {}, holdoutPercent: 0, workDir: folder };
    await expect(profileShard(job)).rejects.toMatchObject({ code });
    expect(performance.now() - startedMs).toBeLessThan(2_000);
    expect(process.memoryUsage().rss - memoryBefore).toBeLessThan(64 << 20);
  });
});

test('a file that is not there, or a folder, is refused by name', async () => {
  const job = { contract, format: {}, holdoutPercent: 0, workDir: folder };
  const files = (path: string) => [{ path, name: path }];
  await expect(profileShard({ ...job, files: files(join(folder, 'none')) })).rejects.toMatchObject({
    code: 'data-missing',
  });
  await expect(profileShard({ ...job, files: files(folder) })).rejects.toMatchObject({ code: 'data-missing' });
});

test('an error never quotes more than a line of the file', async () => {
  writeFileSync(join(folder, 'ragged'), `a,b\n1,x\n2,${'secret '.repeat(1_000)},z\n`);
  const job = {
    files: [{ path: join(folder, 'ragged'), name: 'ragged' }],
    contract,
    format: {},
    holdoutPercent: 0,
    workDir: folder,
  };
  await expect(profileShard(job)).rejects.toMatchObject({ message: expect.not.stringContaining('secret') });
});
