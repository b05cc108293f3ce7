import fc from 'fast-check';
import { openDatabase } from '../../../lib/engine/database.ts';
import type { NumberKeeper, NumberType } from '../../../lib/engine/numbers/number-keeper.ts';
import { temporaryFolder } from '../tables.ts';

const folder = temporaryFolder();

async function keptOf<T>(type: NumberType, sql: string, use: (keeper: NumberKeeper) => T): Promise<T> {
  const database = await openDatabase([], folder);
  try {
    const keeper = database.numberKeeper([type]);
    await database.rows(`SELECT ${keeper.count(['k'])} AS n FROM (${sql})`);
    return use(keeper);
  } finally {
    database.close();
  }
}

function rowsOf(values: Array<string | null>, type: NumberType): string {
  const items = values.map((value) => `${value === null ? 'NULL' : `'${value}'`}::${type}`);
  return `SELECT unnest([${['NULL', ...items].join(', ')}]::${type}[]) AS k`;
}

test('keys of 64 bits are counted exactly: all, different ones, and those that are repeated', async () => {
  const edges = [0n, -1n, 1n << 32n, -(1n << 63n), (1n << 63n) - 1n, 0x80000000n];
  const key = fc.option(fc.oneof(fc.bigInt({ min: -3n, max: 3n }), fc.constantFrom(...edges)));
  await fc.assert(
    fc.asyncProperty(fc.array(key, { maxLength: 40 }), async (keys) => {
      const there = keys.filter((one) => one !== null);
      const times = [...Map.groupBy(there, (one) => one).values()].map(({ length }) => length);
      const counts = await keptOf(
        'BIGINT',
        rowsOf(
          keys.map((one) => one?.toString() ?? null),
          'BIGINT',
        ),
        (keeper) => [keeper.rows, keeper.countDifferent(0)],
      );
      const repeated = times.filter((n) => n > 1).length;
      expect(counts).toEqual([keys.length + 1, { keys: there.length, different: times.length, repeated }]);
    }),
    { numRuns: 20 },
  );
});

test('the values at all ranks are those of a sorted list, whatever their signs and exponents', async () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
  const value = fc.option(fc.oneof(finite, fc.integer({ min: -2, max: 2 })));
  await fc.assert(
    fc.asyncProperty(fc.array(value, { maxLength: 40 }), async (values) => {
      const there = values.filter((one) => one !== null).sort((a, b) => a - b);
      const ranks = there.map((_, rank) => rank);
      const sql = rowsOf(
        values.map((one) => one?.toString() ?? null),
        'DOUBLE',
      );
      const found = await keptOf('DOUBLE', sql, (keeper) => keeper.valuesAtRanks(0, ranks));
      expect(ranks.map((rank) => (found.get(rank) ?? Number.NaN) + 0)).toEqual(there.map((one) => one + 0));
    }),
    { numRuns: 20 },
  );
});

test('more than fits into memory at once goes to the disk, and comes back whole', async () => {
  const rows = 1_500_000;
  const counted = await keptOf('BIGINT', `SELECT (i * 7919) % 1000000 AS k FROM range(${rows}) t(i)`, (keeper) =>
    keeper.countDifferent(0),
  );
  expect(counted).toEqual({ keys: rows, different: 1_000_000, repeated: 500_000 });
  // Most values share their first digits with so many others that the next ones are looked at.
  const sql = `SELECT 1 + CAST((i * 7919) % ${rows} AS DOUBLE) / 1e12 AS k FROM range(${rows}) t(i)`;
  const found = await keptOf('DOUBLE', sql, (keeper) => keeper.valuesAtRanks(0, [0, 700_000, rows - 1]));
  expect([...found]).toEqual([0, 700_000, rows - 1].map((rank) => [rank, 1 + rank / 1e12]));
  const same = await keptOf('DOUBLE', `SELECT -2.5::DOUBLE AS k FROM range(600000)`, (keeper) =>
    keeper.valuesAtRanks(0, [0, 599_999]),
  );
  expect([...same]).toEqual([
    [0, -2.5],
    [599_999, -2.5],
  ]);
});

test('a key that comes two million times is one', async () => {
  const sql = 'SELECT CASE WHEN i % 2 = 0 THEN 5 ELSE 0 END AS k FROM range(2000000) t(i)';
  expect(await keptOf('BIGINT', sql, (keeper) => keeper.countDifferent(0))).toEqual({
    keys: 2_000_000,
    different: 2,
    repeated: 2,
  });
});
