import type { Check } from '../../../lib/core/checks/check.ts';
import { type Database, openDatabase } from '../../../lib/engine/database.ts';
import { passesOf } from '../../../lib/engine/measure/explain.ts';
import { keepFor } from '../../../lib/engine/measure/keep-for.ts';
import { measureChecks, requestsOf } from '../../../lib/engine/measure/measure.ts';
import { prepare } from '../../../lib/engine/measure/prepare.ts';
import { scan } from '../../../lib/engine/measure/scan.ts';
import { tableOf } from '../../../lib/engine/measure/table.ts';
import { temporaryFolder } from '../tables.ts';
import { checkOf, rowsOf } from './tables.ts';

const folder = temporaryFolder();

test('what one scan answers is in one pass; quantiles of a column share one; names and types need none', async () => {
  const relation = rowsOf({ a: 'float', b: 'string', c: 'integer' }, "(1.0, 'x', 1)");
  const database = await openDatabase([], folder);
  const checks = [
    checkOf('required', ['a']),
    checkOf('pattern', ['b'], { pattern: '^(?=x)' }),
    checkOf('statistic', ['a'], { of: 'mean' }),
    checkOf('statistic', ['a'], { of: 'median' }),
    checkOf('unique', ['c']),
    checkOf('quantiles', ['a'], { ranges: [{ quantile: 0.9 }] }),
    checkOf('columns-set', [], { columns: ['a'], exact: false }),
    checkOf('increasing', ['c']),
    checkOf('z-score', ['c'], { threshold: 3, doubleSided: true }),
    checkOf('statistic', ['b'], { of: 'distinct' }),
    checkOf('sql-condition', [], { expression: 'a > c' }),
    checkOf('sql-value', [], { query: 'select 1', minimum: 0 }),
    checkOf('row-count', []),
    checkOf('required', ['gone']),
  ];
  const passes = passesOf(await prepare(checks, tableOf(relation), database));
  database.close();
  expect(passes).toEqual([
    { reads: 'all at once', columns: ['a', 'b', 'c'], checks: [0, 1, 2, 12], inJavaScript: [1] },
    { reads: 'SQL of the user', columns: ['a', 'c'], checks: [10], inJavaScript: [] },
    { reads: 'quantiles', columns: ['a'], checks: [3, 5], inJavaScript: [] },
    { reads: 'keys', columns: ['c'], checks: [4], inJavaScript: [] },
    { reads: 'rows in order', columns: ['c'], checks: [7], inJavaScript: [] },
    { reads: 'once more', columns: ['c'], checks: [8], inJavaScript: [] },
    { reads: 'different values', columns: ['b'], checks: [9], inJavaScript: [] },
    { reads: 'a query', columns: [], checks: [11], inJavaScript: [] },
  ]);
});

/** Words of the table, which every query has that reads it. */
const marked = "'read by nobody else'";

/** An engine that tells which queries read the table; the look at its first rows is none. */
function watched(database: Database): { database: Database; read: string[] } {
  const read: string[] = [];
  const rows: Database['rows'] = (sql, ...options) => {
    if (sql.includes(marked) && !sql.includes('LIMIT 20000')) read.push(sql);
    return database.rows(sql, ...options);
  };
  const watching = new Proxy(database, {
    get: (engine, key) => (key === 'rows' ? rows : (engine[key as keyof Database] as unknown)),
  });
  return { database: watching, read };
}

async function explained(checks: Check[], keepKeys: boolean) {
  const values = Array.from({ length: 60 }, (_, row) => `('${row}', '${row % 7}.5', 'k${row}', ${marked})`);
  const relation = rowsOf({ id: 'text', x: 'text', word: 'text', mark: 'text' }, values.join(', '));
  const typed = tableOf(relation);
  const types = { id: 'integer', x: 'number' } as const;
  const columns = typed.columns.map((column) => {
    const logicalType = types[column.name as keyof typeof types];
    return logicalType ? { ...column, logicalType } : column;
  });
  const table = tableOf({ ...relation, columns });
  const engine = await openDatabase([], folder);
  const { database, read } = watched(engine);
  const prepared = await prepare(checks, table, database);
  const keeping = await keepFor(prepared, database, table, { keepKeys });
  const plain = { columns: [], items: ['count(*) AS n'] };
  const answers = await scan(database, table, [plain, ...requestsOf(prepared), ...keeping.requests]);
  const kept = await keeping.kept(answers.row);
  const passes = passesOf(prepared, kept, keepKeys);
  const counts = await measureChecks(database, table, prepared, { keepKeys, kept }, answers);
  engine.close();
  expect(counts.map(({ error }) => error)).toEqual(checks.map(() => undefined));
  return { passes, read };
}

const aside = [
  checkOf('unique', ['id']),
  checkOf('statistic', ['x'], { of: 'median' }),
  checkOf('statistic', ['word'], { of: 'distinct' }),
  checkOf('statistic', ['id'], { of: 'distinct' }),
];
const notAside = [
  checkOf('unique', ['id', 'word']),
  checkOf('unique', ['word'], {}, { where: { column: 'x', is: 'present' } }),
  checkOf('distinct-values', ['word'], { values: ['k1'], relation: 'superset' }),
];

test('what was put aside of a CSV is no pass: as many queries read the data as passes are told', async () => {
  const { passes, read } = await explained([...aside, ...notAside], false);
  expect(passes.filter((pass) => pass.aside).flatMap(({ checks }) => checks)).toEqual([0, 1, 2, 3]);
  expect(read).toHaveLength(passes.filter((pass) => !pass.aside).length);
  expect(read).toHaveLength(1 + notAside.length);
});

test('nor is it where keys go along with the answer of a part', async () => {
  const { passes, read } = await explained(aside, true);
  expect(passes.filter((pass) => pass.aside).flatMap(({ checks }) => checks)).toEqual([0, 1, 2, 3]);
  expect(read).toHaveLength(1);
});
