import { openDatabase } from '../../lib/engine/database.ts';
import { temporaryFolder } from './tables.ts';

const folder = temporaryFolder();
const mebibyte = 1 << 20;

async function withDatabase<T>(
  use: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>,
  bytes?: number,
) {
  const limits = bytes === undefined ? {} : { memoryBytes: bytes };
  const database = await openDatabase([], folder, limits);
  try {
    return await use(database);
  } finally {
    database.close();
  }
}

test('each row that a query sees is put away once, with nulls, whatever the query answers', async () => {
  await withDatabase(async (database) => {
    const keeper = await database.keeper(['BIGINT', 'DOUBLE', 'VARCHAR']);
    const values = keeper.count(['i', 'i / 2', `CASE WHEN i % 3 > 0 THEN 'row ' || i END`]);
    const seen = await database.rows(`SELECT ${values} AS n, max(i) AS last FROM range(300000) t(i) WHERE i % 2 = 0`);
    expect(seen).toEqual([{ n: '150000', last: '299998' }]);
    keeper.seal();
    const [kept] = await keeper.rows(
      `SELECT count(DISTINCT k0) AS n, sum(k0) = 2 * sum(k1) AS halves, count(k2) AS texts,
      count_if(k2 = 'row ' || k0) AS theirs FROM kept`,
    );
    expect(kept).toEqual({ n: '150000', halves: true, texts: '100000', theirs: '100000' });
  });
});

test('several are filled apart, and more than fits into the memory for it goes to the disk', async () => {
  await withDatabase(async (database) => {
    const [one, other] = [await database.keeper(['BIGINT']), await database.keeper(['VARCHAR'])];
    const rows = 2_000_000;
    await database.rows(
      `SELECT ${one.count(['i'])} AS a, ${other.count(["'a text that is not short at all ' || i"])} AS b FROM range(${rows}) t(i)`,
    );
    for (const keeper of [one, other]) {
      keeper.seal();
      expect(await keeper.rows('SELECT count(DISTINCT k0) AS n FROM kept')).toEqual([{ n: String(rows) }]);
    }
  }, 96 * mebibyte);
});

test('what needs more memory than it gets at first gets more', async () => {
  await withDatabase(async (database) => {
    const keeper = await database.keeper(['VARCHAR']);
    const rows = 2_000_000;
    await database.rows(`SELECT ${keeper.count(["repeat('a', 45)"])} AS a FROM range(${rows}) t(i)`);
    keeper.seal();
    // No aggregate of this kind goes to the disk.
    expect(await keeper.rows("SELECT length(string_agg(k0, '')) AS n FROM kept")).toEqual([{ n: String(45 * rows) }]);
  }, 768 * mebibyte);
});
