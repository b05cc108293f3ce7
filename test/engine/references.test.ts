import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Check } from '../../lib/core/checks/check.ts';
import { readContract } from '../../lib/core/contract/read-contract.ts';
import { type DataGate, dataGate } from '../../lib/core/profile/data-gate.ts';
import type { ShardRecord } from '../../lib/core/profile/profile.ts';
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
    'fail: zip referential-integrity: 2 of 4 rows (50 %) with nothing equal in ref.code, e.g. row 2: 9999; allowed less than 10 % of rows',
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
  [
    'whole numbers and floats beyond 2^53',
    '(9007199254740993::BIGINT), (9007199254740994)',
    "(9007199254740992::DOUBLE), (9007199254740994), ('inf'::DOUBLE), (-0.5)",
    [1],
  ],
  [
    'floats and whole numbers beyond 2^53',
    '(9007199254740992::DOUBLE), (-0.0)',
    '(9007199254740993::UBIGINT), (0)',
    [1],
  ],
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

test('whole numbers of a CSV keep their digits beside fractions', async () => {
  const compared = (data: string, reference: string) =>
    judged('ReferentialIntegrity "a" "ref.a" > 0.1', [`a\n${data}\n`], referenceOf(`a\n${reference}\n`));
  const numbers = '9007199254740992\n1.5\n1e16';
  expect(sentences(await compared('9007199254740993\n1.50\n10000000000000000', numbers))[0]).toMatch(/: 1 of 3 rows/);
  expect(sentences(await compared('9007199254740993\n0.5\n1.5', numbers))[0]).toMatch(/: 2 of 3 rows/);
  expect(sentences(await compared('9007199254740992\n1e16\n1.5', numbers))[0]).toMatch(/: 0 of 3 rows/);
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

test('fields within columns of another data set are found by their path', async () => {
  const rules = 'ReferentialIntegrity "country" "ref.{at.land}" > 0.7';
  const nested = referenceOf('{"at": {"land": "CH"}}\n{"at": {"land": "DE"}}\n{"at": null}\n', 'ref.jsonl');
  expect(sentences(await judged(rules, [zips], nested))[0]).toMatch(/^pass: country .*1 of 4 rows/);
  const structs = await parquetOf(folder, "SELECT {'land': unnest(['CH', 'AT', 'DE'])} AS at");
  expect(sentences(await judged(rules, [zips], referenceOf(structs, 'ref.parquet')))[0]).toMatch(/0 of 4 rows/);
  // They are no columns of it.
  const both = `ReferentialIntegrity "at.land" "ref.{at.land}", SchemaMatch "ref" = 1.0`;
  const same = await judged(
    both,
    [await parquetOf(folder, "SELECT {'land': 'CH'} AS at")],
    referenceOf(structs, 'ref.parquet'),
  );
  expect(sentences(same)).toEqual([expect.stringMatching(/^pass/), expect.stringMatching(/^pass: .* 1 of 1 columns/)]);
  const flat = referenceOf('at.land\nCH\nDE\n');
  expect(sentences(await judged(rules, [zips], flat))[0]).toMatch(/1 of 4 rows/);
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

const ours = 'id,x,y\n1,a,1\n2,b,\n3,c,3\n5,e,5\n';
const theirs = 'id,x,y\n1,a,1\n2,b,\n3,X,3.0\n4,d,4\n';

test('rows that another data set does not have as they are fail, by their key', async () => {
  const told = await judged('DatasetMatch "ref" "id" >= 0.9', [ours], referenceOf(theirs));
  expect(sentences(told)).toEqual([
    'fail: id dataset-match: 2 of 4 rows (50 %) without an equal one in ref, e.g. row 3: 3; allowed at most 10 % of rows',
    'pass: id unique: 0 of 4 rows with a repeated id',
  ]);
  // Of the columns that are named, and what is missing on both sides is the same.
  const some = await judged('DatasetMatch "ref" "id" "y->y" = 0.75', [ours], referenceOf(theirs));
  expect(some.gate.verdict).toBe('pass');
  expect(some.gate.checks[0]?.failing?.samples).toEqual([{ row: 4, value: '5, 5' }]);
});

const moments = "(1, TIMESTAMP '2024-01-31'), (2, NULL), (3, TIMESTAMP '2024-02-01')";
const notes = "(1, '2024-01-31'), (2, 'soon'), (3, 'later')";

test.each([
  ['of the data', notes, moments],
  ['of the other', moments, notes],
])('a text %s that is no moment is nothing that is missing', async (_whose, data, reference) => {
  const rows = (values: string) => parquetOf(folder, `SELECT * FROM (VALUES ${values}) AS t(id, seen)`);
  const other = referenceOf(await rows(reference), 'ref.parquet');
  const [told] = sentences(await judged('DatasetMatch "ref" "id"', [await rows(data)], other));
  expect(told).toMatch(/^fail: id dataset-match: 2 of 3 rows .* e\.g\. row 2: 2$/);
});

test('texts that are no moments are not equal beside each other, where the contract declares moments', async () => {
  const text = [
    'apiVersion: v3.1.0',
    'kind: DataContract',
    'id: t',
    'version: 1.0.0',
    'status: active',
    'schema:',
    '  - name: t',
    '    properties:',
    '      - { name: id, logicalType: integer }',
    '      - { name: at, logicalType: timestamp }',
  ].join('\n');
  const { properties } = readContract({ text, file: 'contract.yaml' });
  const contract = {
    ...readContract({
      text: 'Rules = [ DatasetMatch "ref" "id" "at", ReferentialIntegrity "id,at" "ref.{id,at}" ]',
      file: 'a.dqdl',
    }),
    properties,
  };
  const references = [referenceOf('id,at\n1,2024-01-31\n2,later\n')];
  const { checks } = await profileOf(folder, contract, 'id,at\n1,2024-01-31\n2,soon\n', { references });
  const failing = contract.checks.flatMap(({ kind }, at) => (kind === 'unique' ? [] : [[kind, checks[at]?.failing]]));
  expect(failing).toEqual([
    ['dataset-match', 1],
    ['referential-integrity', 1],
  ]);
});

test('a key that is none is told: of the other data set it is inconclusive, of the data it fails, and one without a value finds nothing', async () => {
  const because = async (data: string, reference: string) =>
    sentences(await judged('DatasetMatch "ref" "id" "x"', [data], referenceOf(reference)));
  expect((await because(ours, `${theirs}4,d,4\n`))[0]).toBe(
    'inconclusive: id, x dataset-match: could not be measured: ref.id is no key of it: some rows have the same',
  );
  expect((await because(`${ours}5,e,5\n`, theirs))[1]).toMatch(/^fail: id unique: 1 of 5 rows/);
  expect((await because('id,x\n,a\n', 'id,x\n,a\n1,b\n'))[0]).toMatch(/^fail: id, x dataset-match: 1 of 1 rows/);
  expect((await because(ours, 'id,z\n1,a\n'))[0]).toMatch(/"ref": no column is called "x"; columns: id, z/);
});

test('all columns are compared where none is named, and then both have the same', async () => {
  const [told] = sentences(await judged('DatasetMatch "ref" "id"', [ours], referenceOf('id,x,z\n1,a,1\n')));
  expect(told).toMatch(
    /^inconclusive: .*the data and "ref" have not the same columns: y, z are in one of them; name those to compare$/,
  );
});

test('columns are the same by name and type, in any order; a CSV of whole numbers may have others', async () => {
  const schema = async (data: string, reference: string) =>
    sentences(await judged('SchemaMatch "ref" = 1.0', [data], referenceOf(reference)))[0];
  expect(await schema(ours, 'y,x,id\n1.5,a,1\n')).toBe(
    'pass: table schema-match: 3 of 3 columns are as in ref; ratio is 1, allowed 1',
  );
  expect(await schema(ours, 'id,x,y,z\n1,a,1,1\n')).toBe(
    'fail: table schema-match: 3 columns beside 4 of ref (no z); ratio is 0, allowed 1',
  );
  expect(await schema(ours, 'id,x,z\na,a,1\n')).toMatch(
    /^fail: .* 1 of 3 columns are as in ref \(id is integer beside string, y is not there, no z\)/,
  );
});

test('sums and means are compared, of shards together as of the whole', async () => {
  const rules = [
    'AggregateMatch "sum(y)" "sum(ref.y)" = 1.125',
    'AggregateMatch "avg(ref.y)" "avg(y)" between 0.88 and 0.89',
    'AggregateMatch "sum(id)" "sum(y)" > 1',
    'AggregateMatch "sum(x)" "sum(y)" > 1',
  ].join(', ');
  const whole = sentences(await judged(rules, [ours], referenceOf(theirs)));
  expect(whole).toEqual([
    'pass: y aggregate-match: sum of y is 9, sum of ref.y is 8; ratio is 1.125, allowed 1.125',
    'pass: y aggregate-match: mean of ref.y is 2.66667, mean of y is 3; ratio is 0.888889, allowed above 0.88 and below 0.89',
    'pass: id, y aggregate-match: sum of id is 11, sum of y is 9; ratio is 1.22222, allowed above 1',
    'inconclusive: x, y aggregate-match: could not be measured: sum of x: the column holds no numbers, but is string',
  ]);
  const shards = ['id,x,y\n1,a,1\n2,b,\n', 'id,x,y\n3,c,3\n5,e,5\n'];
  expect(sentences(await judged(rules, shards, referenceOf(theirs)))).toEqual(whole);
});

test('SQL of the user reads another data set by its name, with its types', async () => {
  const count = (where: string) => `CustomSql "select count(*) from primary p ${where}" = 3`;
  const rules = [
    count('join ref r on p.id = r.id'),
    count('where id in (select id from REF where y > 0.5 or y is null)'),
    count('join elsewhere using (id)'),
  ].join(', ');
  expect(sentences(await judged(rules, [ours], referenceOf(theirs)))).toEqual([
    'pass: table sql-value: value is 3, allowed 3',
    'pass: table sql-value: value is 3, allowed 3',
    'inconclusive: table sql-value: could not be measured: the SQL reads "elsewhere"; allowed: batch, ref',
  ]);
});

test('over several files a query that looks into another data set is exact, and one that counts that is told to be none', async () => {
  const value = async (query: string) =>
    sentences(await judged(`CustomSql "select ${query}" = 6`, [ours, ours], referenceOf(theirs)))[0];
  expect(await value('count(*) from primary where id in (select id from ref)')).toMatch(/^pass: .* value is 6/);
  expect(await value('max(id) from primary where id < (select max(id) from ref)')).toMatch(
    /^fail: .* value is 3, allowed 6/,
  );
  expect(await value('count(*) from ref')).toMatch(/^inconclusive/);
  expect(await value('count(*) from primary p join ref r on p.id = r.id')).toMatch(/^inconclusive/);
});

test('two queries answer with the same rows, as a share of the longer answer, each as often as it is there', async () => {
  const match = async (query: string, comparison: string, more: object = {}) => {
    const check = checkOf('sql-match', [], { query, comparison, ...more });
    const { error, ratio, details } = (await countsOf(check, ours, theirs)) ?? {};
    return error ? error.message : { same: ratio?.of.sum, rows: ratio?.to.sum, ...(details as object) };
  };
  expect(await match('SELECT id, x FROM {batch}', 'SELECT id AS k, x FROM ref ORDER BY 1 DESC')).toEqual({
    same: 2,
    rows: 4,
    missing_rows: expect.arrayContaining([
      { k: 3, x: 'X' },
      { k: 4, x: 'd' },
    ]),
    unexpected_rows: expect.arrayContaining([
      { id: 3, x: 'c' },
      { id: 5, x: 'e' },
    ]),
  });
  expect(await match('SELECT 1 FROM {batch}', 'SELECT 1 FROM ref WHERE id < 3')).toMatchObject({ same: 2, rows: 4 });
  expect(await match('SELECT count(*) FROM batch', 'SELECT count(*) FROM ref')).toEqual({ same: 1, rows: 1 });
  expect(await match('SELECT 1 FROM batch WHERE false', 'SELECT 1 FROM ref WHERE false')).toEqual({ same: 0, rows: 0 });
  expect(await match('SELECT id FROM batch', 'SELECT id FROM elsewhere')).toMatch(/reads "elsewhere"; allowed: batch$/);
  expect(await match('SELECT id FROM batch', "SELECT * FROM 'ref.csv'")).toMatch(
    /reads "ref\.csv"; allowed: batch, ref$/,
  );
  expect(await match('SELECT id FROM batch', 'SELECT id, x FROM ref')).toMatch(/same number of result columns/);
});

test('what two queries have in common is judged by its share, and not by parts of the data', async () => {
  const check = checkOf('sql-match', [], { query: 'FROM batch', comparison: 'FROM ref', mostly: 0.5 });
  const contract = { format: 'dqdl' as const, file: 'c', name: 'd', properties: [], checks: [check] };
  const records: ShardRecord[] = [];
  for (const file of ['a', 'b']) {
    const profile = await profileOf(folder, contract, ours, { references: [referenceOf(theirs)], keepKeys: true });
    records.push({ status: 'profiled', file, profile });
  }
  const judge = (some: typeof records) => sentences(dataGate(contract, some, { decidedAt: '2024-01-01T00:00:00Z' }));
  expect(judge(records.slice(0, 1))).toEqual([
    'pass: table sql-match: 2 of 4 rows are those of the comparison; ratio is 0.5, allowed at least 0.5',
  ]);
  expect(judge(records)[0]).toMatch(/^inconclusive: .* which several files do not tell/);
});

test('values of a sensitive column are not told by a comparison', async () => {
  const checks = [
    checkOf('dataset-match', ['id', 'x'], { reference: 'ref', keys: ['id'], columns: ['x'] }),
    checkOf('aggregate-match', ['y'], { first: { of: 'sum', column: 'y' }, second: { of: 'sum', column: 'y' } }),
  ];
  const properties = ['x', 'y'].map((name) => {
    return { name, sensitive: true as const, required: false, unique: false, identifier: false };
  });
  const contract = { format: 'dqdl' as const, file: 'c', name: 'd', properties, checks };
  const profile = await profileOf(folder, contract, ours, { references: [referenceOf(theirs)] });
  const record = { status: 'profiled' as const, file: 'a', profile };
  const { gate } = dataGate(contract, [record], { decidedAt: '2024-01-01T00:00:00Z' });
  expect(gate.checks[0]?.failing?.samples[0]).toEqual({ row: 3, value: '(masked)' });
  expect(gate.checks[1]?.observed).toBeNull();
  expect(JSON.stringify(gate)).not.toContain('sum of y is');
});

const anyType = [
  '1::TINYINT',
  '18446744073709551615::UBIGINT',
  '(-170141183460469231731687303715884105727)::HUGEINT',
  '1.5::FLOAT',
  "'nan'::DOUBLE",
  '1.50::DECIMAL(18, 2)',
  'true',
  "'x'",
  "'1'",
  "DATE '2024-01-31'",
  "TIMESTAMP '2024-01-31 10:00:00'",
  "TIMESTAMPTZ '2024-01-31 10:00:00+02'",
  "TIME '10:00:00'",
  "'ab'::BLOB",
  '[1, 2]',
  "{'k': 1}",
  'NULL::INTEGER',
  'INTERVAL 1 DAY',
  "uuid '6f9619ff-8b86-d011-b42d-00c04fc964ff'",
  "MAP {'k': 1}",
];

test.each(anyType)('%s is compared with values of every other type, or told why not', async (ours) => {
  const reference = referenceOf(
    await parquetOf(folder, `SELECT ${anyType.map((sql, at) => `${sql} AS a${at}`).join(', ')}`),
    'ref.parquet',
  );
  const data = await parquetOf(folder, `SELECT ${ours} AS a UNION ALL SELECT NULL`);
  const rules = anyType.flatMap((_, at) => [
    `ReferentialIntegrity "a" "ref.a${at}" >= 0.5`,
    `DatasetMatch "ref" "a->a${at}" "a->a${at}" >= 0.5`,
  ]);
  const { gate } = await judged(rules.join(', '), [data], reference);
  const own = anyType.indexOf(ours);
  const integrity = gate.checks.filter(({ check }) => check === 'referential-integrity');
  // What is no value is found nowhere, and each other finds itself.
  expect(integrity[own]?.verdict).toBe(/nan|NULL/.test(ours) ? 'fail' : 'pass');
  expect(gate.checks.filter(({ verdict }) => verdict === 'inconclusive')).toEqual([]);
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

test('rows that differ are those of a plain model, of the whole as of shards', async () => {
  const some = fc.array(row, { minLength: 1, maxLength: 10 });
  const others = fc.uniqueArray(row, { minLength: 1, maxLength: 6, selector: ([key]) => key });
  await fc.assert(
    fc.asyncProperty(some, some, others, async (one, two, theirs) => {
      const rules = 'ColumnDataType "a" = "INTEGER", DatasetMatch "ref" "a" "b"';
      const reference = referenceOf(csvOf(theirs));
      const found = ([a, b]: Row) => a !== null && theirs.some(([x, y]) => x === a && y === b);
      const expected = [...one, ...two].filter((ours) => !found(ours)).length;
      const failing = async (shards: string[]) =>
        (await judged(rules, shards, reference)).gate.checks[1]?.failing?.count;
      expect(await failing([csvOf([...one, ...two])])).toBe(expected);
      expect(await failing([csvOf(one), csvOf(two)])).toBe(expected);
    }),
    { numRuns: 10 },
  );
});
