import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeCheck } from '../../../lib/core/checks/judge.ts';
import { openDatabase } from '../../../lib/engine/database.ts';
import { guardQuery } from '../../../lib/engine/measure/guard.ts';
import { temporaryFolder } from '../tables.ts';
import { checkOf, measured, rowsOf } from './tables.ts';

const folder = temporaryFolder();
const relation = rowsOf(
  {
    id: 'integer',
    'the "name"': 'string',
    amount: { name: 'amount', storage: 'text', logicalType: 'number' },
    c0: 'float',
  },
  "(1, 'a', '10', 0.5::DOUBLE), (2, 'b', '200', 'nan'), (3, NULL, 'x', 3), (3, 'c', NULL, 4)",
);

const expressions: Array<[expression: string, failing: number[]]> = [
  ['id > 1', [1]],
  ['ID > 1 and "the ""name""" is not null', [1, 3]],
  ['amount < 100', [2, 3, 4]],
  ['c0 > 0', [2]],
  ['batch.id in (1, 2)', [3, 4]],
  ['length("the ""name""") = 1 or id = 3', []],
  ['case when id = 1 then false else true end', [1]],
  ['id > 1 -- and nothing', [1]],
];

test('an expression of the user is true of a row, or the row fails', async () => {
  const checks = expressions.map(([expression]) => checkOf('sql-condition', [], { expression }));
  const counts = await measured(folder, relation, checks, { samples: 'all' });
  const seen = counts.map(({ samples, error }) => error?.message ?? samples.map(({ row }) => row));
  expect(seen).toEqual(expressions.map(([, rows]) => rows));
});

test('a condition in SQL narrows every measure', async () => {
  const where = { all: [{ sql: 'id >= 2' }, { not: { sql: 'amount is null' } }] };
  const checks = [
    checkOf('required', ['the "name"'], {}, { where }),
    checkOf('statistic', ['id'], { of: 'mean' }, { where }),
    checkOf('unique', ['id'], {}, { where: { sql: 'id = 3' } }),
    checkOf('sql-value', [], { query: 'select count(*) from {batch}' }, { where }),
  ];
  const counts = await measured(folder, relation, checks);
  expect(counts.map(({ failing, total, observed, error }) => error?.message ?? [failing, total, observed])).toEqual([
    [0, 1, undefined],
    [0, 1, 2],
    [1, 2, undefined],
    [0, 1, 1],
  ]);
});

test('a query answers with failing rows, or with one value that has limits', async () => {
  const checks = [
    checkOf('sql-rows', [], { query: 'SELECT id, amount FROM {batch} WHERE id >= 2 ORDER BY 1 DESC, 2' }),
    checkOf('sql-rows', [], { query: 'with big as (select * from {{ batch }} where id > 3) select * from big;' }),
    checkOf('sql-value', [], { query: 'select avg(id) from batch', minimum: 2, maximum: 3 }),
    checkOf('sql-value', [], { query: 'select count(*) from {batch} b join {batch} c using (id)', maximum: 3 }),
    checkOf('sql-value', [], { query: 'select id from {batch}', maximum: 3 }),
  ];
  const counts = await measured(folder, relation, checks);
  expect(counts[0]).toMatchObject({
    failing: 3,
    total: 4,
    samples: [
      { row: 1, value: 'id=3, amount=null', values: [{ id: 3, amount: null }] },
      { row: 2, value: 'id=3, amount=null' },
      { row: 3, value: 'id=2, amount=200' },
    ],
  });
  const sentences = checks.map((check, index) => {
    const { verdict, sentence } = judgeCheck(check, counts[index] ?? { failing: null, total: 0, samples: [] });
    return [verdict, sentence];
  });
  expect(sentences.slice(1)).toEqual([
    ['pass', 'table sql-rows: 0 of 4 rows that the query answers with'],
    ['pass', 'table sql-value: value is 2.25, allowed 2 to 3'],
    ['fail', 'table sql-value: value is 6, allowed at most 3'],
    [
      'inconclusive',
      'table sql-value: could not be measured: the SQL must answer with one row of one column; it answers with several rows of 1 columns',
    ],
  ]);
});

const escapes = [
  "select * from read_csv('/etc/passwd')",
  "select * from '/etc/passwd'",
  "select * from 'mine.csv'",
  'with "mine.csv" as (select 1) select * from batch',
  "select (select content from read_text('/etc/hostname'))",
  "select * from glob('/*')",
  'select * from duckdb_settings()',
  'select * from information_schema.tables',
  'select * from other',
  'select * from (describe batch)',
  'select * from (show tables)',
  "from query('select 1')",
  "select current_setting('allowed_paths')",
  "select signalbox_javascript_matches('a', 'a')",
  'select sum(i) from (select unnest(range(2000000000)) as i)',
  'select len(generate_series(1, 2000000000))',
  "select length(repeat('x', 2000000000))",
  'select * from unnest(range(5)) t(i)',
  'select $1',
  'select 1; select 2',
  '',
  "select 1; attach 'x.db'",
  "attach 'x.db' as x",
  "copy (select 1) to 'escaped.csv'",
  'set enable_external_access = true',
  'pragma version',
  'create table t (a int)',
  'explain select 1',
  'call pragma_version()',
  'not sql',
];

test.each(escapes)('the query %j is refused before it runs', async (query) => {
  const database = await openDatabase([], folder);
  await expect(guardQuery(database, query)).rejects.toMatchObject({ code: 'sql-refused' });
  database.close();
});

test.each([
  ['select * from batch where abs(id) > 1 order by id', true],
  ['select id * 2 as twice, amount from batch where id > 1', true],
  ['select max(id) from batch', false],
  ['select id from batch group by id', false],
  ['select distinct id from batch', false],
  ['select * from batch limit 1', false],
  ['select * from batch where id > (select avg(id) from batch)', false],
  ['select * from batch qualify row_number() over () = 1', false],
  ['with a as (select * from batch) select * from a', false],
  ['select * from batch a, batch b', false],
  ['select * from batch union all select * from batch', false],
  ['select * from batch using sample 1', false],
])('whether %j answers by each row alone: %j', async (query, ofRows) => {
  const database = await openDatabase([], folder);
  await expect(guardQuery(database, query)).resolves.toMatchObject({ ofRows });
  database.close();
});

test.each([
  ['select * from batch where id not in (select id from ref)', true],
  ['select * from batch where id > (select max(x) from Lake.Ref r where r.y = batch.id)', true],
  ['select (select max(id) from ref) from batch', false],
  ['select * from batch where id in (select id from ref union select id from batch)', false],
  ['select * from batch where id in (select id from ref qualify row_number() over () = 1)', false],
  ['select * from ref', false],
  ['select * from batch join ref using (id)', false],
])('with other data sets, whether %j answers by each row alone: %j', async (query, ofRows) => {
  const database = await openDatabase([], folder);
  const guarded = await guardQuery(database, query, ['ref', 'lake.ref']);
  expect(guarded.ofRows).toBe(ofRows);
  expect([...guarded.reads.keys()]).toEqual([query.includes('Lake') ? 'lake.ref' : 'ref']);
  database.close();
});

test.each(['select * from other', 'select * from memory.ref', 'select * from "data set 0"', 'select * from ref.ref'])(
  'other data sets are read by their names alone, not by %j',
  async (query) => {
    const database = await openDatabase([], folder);
    await expect(guardQuery(database, query, ['ref'])).rejects.toThrow(/allowed: batch, ref$/);
    database.close();
  },
);

test('what a query names itself goes before another data set', async () => {
  const database = await openDatabase([], folder);
  const { sql: query, reads } = await guardQuery(database, 'with ref as (select 7 as a) select a from ref', ['ref']);
  expect([...reads]).toEqual([]);
  await expect(database.rows(query)).resolves.toEqual([{ a: 7 }]);
  database.close();
});

test('rows of numbers may be made after FROM, where they can be stopped', async () => {
  const database = await openDatabase([], folder);
  const { sql: query } = await guardQuery(
    database,
    'select sum(i) as s from range(5) t(i), generate_series(1, 2) u(j)',
  );
  await expect(database.rows(query)).resolves.toEqual([{ s: '20' }]);
  database.close();
});

const brokenOut = [
  'true) union select 1 from batch where (true',
  'true) group by (id',
  'true) order by (id',
  'true); select (1',
  'id > (select max(id) from batch)',
  "exists (select * from read_text('/etc/hostname'))",
  "id = getenv('HOME')",
  'list_filter([id], x -> x > 1) = []',
  'row_number() over () = 1',
  'gone = 1',
  '',
  '1 = 1) limit (1',
];

test.each(brokenOut)('the expression %j is refused, and the check beside it is measured', async (expression) => {
  const counts = await measured(folder, relation, [
    checkOf('sql-condition', [], { expression: expression || ' ' }),
    checkOf('required', ['id'], {}, { where: { sql: expression } }),
    checkOf('required', ['id']),
  ]);
  expect(counts[0]?.error?.message).toMatch(/^(the SQL |no column is called)/);
  expect(counts[1]?.error?.message).toBe(counts[0]?.error?.message);
  expect(counts[2]).toMatchObject({ failing: 0, total: 4 });
});

test('nothing was read or written, though the file is one that the engine may read', async () => {
  const mine = join(folder, 'mine.csv');
  writeFileSync(mine, 'a\nsecret\n');
  const database = await openDatabase([mine], folder);
  await expect(guardQuery(database, `select * from '${mine}'`)).rejects.toMatchObject({ code: 'sql-refused' });
  expect(existsSync('escaped.csv')).toBe(false);
  expect(existsSync('x.db')).toBe(false);
  database.close();
});

test('SQL that runs for ever is stopped, says so, and leaves no time for more of it', async () => {
  const database = await openDatabase([], folder, { sqlMs: 300 });
  const { sql: query } = await guardQuery(
    database,
    'with recursive n as (select 1 as i union all select i + 1 from n) select max(i) from n',
  );
  const started = performance.now();
  await expect(database.rows(query, { ofUser: true })).rejects.toMatchObject({ code: 'sql-too-slow' });
  await expect(database.rows('SELECT 1 AS one', { ofUser: true })).rejects.toThrow(
    /0\.3 s, which is for all of it together/,
  );
  expect(performance.now() - started).toBeLessThan(5_000);
  await expect(database.rows('SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
  database.close();
});

test.each([
  "lpad('x', 2000000000, 'x')",
  "rpad('x', 10 * 1000000, 'x')",
  'list_resize([1], 1000000000)',
  "printf('%1000000000d', 1)",
  "printf('%*d', 1000000000, 1)",
  "format('{:>1000000000}', 'x')",
  "format('{:{}}', 'x', 1000000000)",
  "bitstring('1', 1000000000)",
])('a value whose length is not written out, or long, is refused: %s', async (value) => {
  const database = await openDatabase([], folder);
  await expect(guardQuery(database, `select max(${value}) from batch`)).rejects.toMatchObject({
    code: 'sql-refused',
    message: expect.stringMatching(/allowed: a (number|text)/),
  });
  database.close();
});

test.each(["lpad('x', 8, '0')", "printf('%08d', 7)", "format('{:>12} {}', 'x', 1)"])(
  'one that is short is not: %s',
  async (value) => {
    const database = await openDatabase([], folder);
    await expect(guardQuery(database, `select max(${value}) from batch`)).resolves.toMatchObject({
      sql: expect.stringContaining('max'),
    });
    database.close();
  },
);

describe('SQL that makes one huge value, which hears of nothing until it is done', () => {
  const query = "select max(length(lpad('x', 150000000, 'x'))) as n from range(2)";

  test('is too large, and the engine goes on where it ends soon after', async () => {
    const database = await openDatabase([], folder, { memoryBytes: 32 << 20, sqlBytes: 32 << 20, sqlGraceMs: 120_000 });
    await expect(database.rows(query, { ofUser: true })).rejects.toMatchObject({
      code: 'sql-too-large',
      message: expect.stringMatching(/makes more than 64 MiB/),
    });
    await expect(database.rows('SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
    database.close();
  });

  test('is left to itself where it does not, and whatever is asked then says why there is no answer', async () => {
    const database = await openDatabase([], folder, { memoryBytes: 32 << 20, sqlBytes: 32 << 20, sqlGraceMs: 0 });
    const refusal = { code: 'sql-too-large' };
    await expect(database.rows(query, { ofUser: true })).rejects.toMatchObject(refusal);
    await expect(database.rows('SELECT 1 AS one')).rejects.toMatchObject(refusal);
    await expect(database.numbers('SELECT 1.0')).rejects.toMatchObject(refusal);
    database.close();
  });
});
