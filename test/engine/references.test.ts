import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Check } from '../../lib/core/checks/check.ts';
import { readContract } from '../../lib/core/contract/read-contract.ts';
import { type DataGate, dataGate } from '../../lib/core/profile/data-gate.ts';
import { checkOf } from './measure/tables.ts';
import { parquetOf, profileOf, temporaryFolder } from './tables.ts';

const folder = temporaryFolder();
let files = 0;

/** Content as a data set by the name `ref`. */
function referenceOf(content: string | Uint8Array, name = 'ref.csv') {
  files += 1;
  const path = join(folder, `reference-file-${files}`);
  writeFileSync(path, content);
  return { name: 'ref', format: {}, files: [{ path, name }] };
}

async function judged(rules: string, shards: Array<string | Uint8Array>, reference: ReturnType<typeof referenceOf>) {
  const contract = readContract({ text: `Rules = [ ${rules} ]`, file: 'orders.dqdl' });
  const job = { references: [reference], keepKeys: shards.length > 1 };
  const records = [];
  for (const [at, data] of shards.entries())
    records.push({ status: 'profiled' as const, file: `${at}`, profile: await profileOf(folder, contract, data, job) });
  return dataGate(contract, records, { decidedAt: '2024-01-01T00:00:00Z' });
}
const sentences = ({ gate }: DataGate) => gate.checks.map(({ verdict, sentence }) => `${verdict}: ${sentence}`);

const zips = 'zip,country\n8000,CH\n9999,CH\n,DE\n1010,AT\n';
const known = 'code,land\n8000.0,CH\n1010,AT\n1010,AT\n,X\n';

test('rows whose values are not in another data set fail, as do those without one, and are told', async () => {
  const told = await judged('ReferentialIntegrity "zip" "ref.code" > 0.9', [zips], referenceOf(known));
  expect(sentences(told)).toEqual([
    'fail: zip referential-integrity: 2 of 4 rows with nothing equal in ref.code, e.g. row 2: 9999; allowed less than 10 % of rows',
  ]);
  expect(told.gate.checks[0]?.failing?.samples).toEqual([
    { row: 2, value: '9999' },
    { row: 3, value: null },
  ]);
});

test('values of several columns are looked for together', async () => {
  const rules = 'ReferentialIntegrity "zip,country" "ref.{code,land}" = 0.5';
  expect(sentences(await judged(rules, [zips], referenceOf(known)))[0]).toMatch(/^pass: zip, country .* 2 of 4 rows/);
  const swapped = referenceOf('code,land\n8000,AT\n1010,CH\n');
  expect(sentences(await judged(rules, [zips], swapped))[0]).toMatch(/^fail: .* 4 of 4 rows/);
});

test('rows are counted beside those of another data set, over all shards', async () => {
  const rules = 'RowCountMatch "ref" = 2.0, RowCountMatch "ref" > 2';
  expect(sentences(await judged(rules, [zips, zips], referenceOf(known)))).toEqual([
    'pass: table row-count-match: 8 rows beside 4 of ref; ratio is 2, allowed 2',
    'fail: table row-count-match: 8 rows beside 4 of ref; ratio is 2, allowed above 2',
  ]);
});

const types: Array<[what: string, data: string, reference: string, found: number[]]> = [
  ['whole numbers beyond 2^53', '(9007199254740993::BIGINT), (1)', "('9007199254740993'), ('2')", [0]],
  ['numbers and texts', '(7), (8)', "('007'), ('8'), ('A1')", [1]],
  ['decimals and floats', '(1.50::DECIMAL(9, 2)), (0.1)', '(1.5::DOUBLE), (0.25)', [0]],
  [
    'decimals of 38 digits',
    '(12345678901234567890.50::DECIMAL(38, 2)), (12345678901234567890.25)',
    '(12345678901234567890.5::DECIMAL(38, 4)), (1)',
    [0],
  ],
  [
    'dates and moments',
    "(DATE '2024-01-31'), (DATE '2024-02-01')",
    "(TIMESTAMP '2024-01-31 00:00'), (TIMESTAMP '2024-02-01 00:01')",
    [0],
  ],
  ['dates and texts', "(DATE '2024-01-31'), (DATE '2024-02-01')", "('2024-01-31'), ('soon')", [0]],
  ['truth values', '(true), (false)', '(false), (NULL)', [1]],
  ['texts of another case', "('a'), ('B')", "('A'), ('B')", [1]],
  ['an empty text, which Parquet tells from none', "(''), (NULL)", "(''), (NULL)", [0]],
  [
    'NaN, which is none, and infinite numbers',
    "('nan'::DOUBLE), ('inf'::DOUBLE)",
    "('nan'::DOUBLE), ('inf'::DOUBLE)",
    [1],
  ],
];

test.each(types)('%s', async (_what, data, reference, found) => {
  const rows = (values: string) => parquetOf(folder, `SELECT * FROM (VALUES ${values}) AS t(a)`);
  const { gate } = await judged(
    'ReferentialIntegrity "a" "ref.a"',
    [await rows(data)],
    referenceOf(await rows(reference), 'ref.parquet'),
  );
  const failing = gate.checks[0]?.failing?.samples.map(({ row }) => Number(row) - 1);
  expect([0, 1].filter((at) => !failing?.includes(at))).toEqual(found);
});

test('a foreign key without a value is none, where the check does not say that it fails', async () => {
  const check = checkOf('referential-integrity', ['zip'], { reference: 'ref', columns: ['code'] });
  expect(await countsOf(check, zips, known)).toMatchObject({ failing: 1, considered: 3, missing: 1, total: 4 });
});

test('a condition says which rows are looked for', async () => {
  const where = { column: 'country', operator: '==' as const, value: 'AT', missing: 'sql' as const };
  const check = checkOf('referential-integrity', ['zip'], { reference: 'ref', columns: ['code'] }, { where });
  expect(await countsOf(check, zips, known)).toMatchObject({ failing: 0, total: 1 });
});

async function countsOf(check: Check, data: string, reference: string) {
  const contract = { format: 'dqdl' as const, file: 'c', name: 'd', properties: [], checks: [check] };
  const { checks } = await profileOf(folder, contract, data, { references: [referenceOf(reference)] });
  return checks[0];
}

test('what is wrong with another data set is the fault of the checks that need it, and of no other', async () => {
  const rules = 'ReferentialIntegrity "zip" "ref.code", RowCountMatch "ref" = 1, RowCount = 4';
  const because = async (content: string, name?: string) =>
    sentences(await judged(rules, [zips], referenceOf(content, name)));
  expect(await because('code\n1,2\n')).toEqual([
    'inconclusive: zip referential-integrity: could not be measured: the data set "ref" cannot be read: ref.csv:2: 2 fields, where the header has 1',
    'inconclusive: table row-count-match: could not be measured: the data set "ref" cannot be read: ref.csv:2: 2 fields, where the header has 1',
    expect.stringMatching(/^pass/),
  ]);
  expect((await because('kode\n1\n'))[0]).toMatch(
    /could not be measured: "ref": no column is called "code"; columns: kode/,
  );
  expect((await because('', 'ref.parquet'))[0]).toMatch(/^inconclusive: .*"ref" cannot be read: ref\.parquet: /);
});

test('names of columns that are SQL are names', async () => {
  const name = `a"); DROP TABLE x; --'`;
  const csv = `"${name.replaceAll('"', '""')}",b\n1,1\n2,2\n`;
  const check = checkOf('referential-integrity', [name], { reference: `r'"; --`, columns: [name] });
  const contract = { format: 'dqdl' as const, file: 'c', name: 'd', properties: [], checks: [check] };
  const references = [{ ...referenceOf(csv), name: `r'"; --` }];
  const { checks } = await profileOf(folder, contract, csv, { references });
  expect(checks[0]).toMatchObject({ failing: 0, considered: 2 });
});

/** What a join of SQL finds, row by row. */
const naive = (rows: Row[], others: Row[]) =>
  rows.filter(([a, b]) => a === null || b === null || !others.some(([x, y]) => x === a && y === b)).length;
type Row = [number | null, string | null];
const row: fc.Arbitrary<Row> = fc.tuple(
  fc.option(fc.integer({ min: -2, max: 2 })),
  fc.option(fc.constantFrom('a', 'b', "it's", 'ä')),
);
const csvOf = (rows: Row[]) => `a,b,c\n${rows.map(([a, b]) => `${a ?? ''},${b ?? ''},x\n`).join('')}`;

test('failing rows are those of a plain model, of the whole as of shards', async () => {
  const some = fc.array(row, { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(some, some, some, async (one, two, others) => {
      const rules = 'ColumnDataType "a" = "INTEGER", ReferentialIntegrity "a,b" "ref.{a,b}"';
      const reference = referenceOf(csvOf(others));
      const expected = naive([...one, ...two], others);
      const failing = async (shards: string[]) =>
        (await judged(rules, shards, reference)).gate.checks[1]?.failing?.count;
      expect(await failing([csvOf([...one, ...two])])).toBe(expected);
      expect(await failing([csvOf(one), csvOf(two)])).toBe(expected);
    }),
    { numRuns: 15 },
  );
});
