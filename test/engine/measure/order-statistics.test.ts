import fc from 'fast-check';
import { openDatabase } from '../../../lib/engine/database.ts';
import { valuesAt } from '../../../lib/engine/measure/order-statistics.ts';
import { temporaryFolder } from '../tables.ts';

const folder = temporaryFolder();

/** Three million numbers, of which most lie close together: more than are sorted at once, in one bucket of the first round. */
const many = `(SELECT CASE WHEN i % 1000 = 0 THEN i * 1e6 ELSE (i * 7919 % 1000003) / 1e3 END AS v FROM range(3000000) t(i))`;

test('values at ranks are those of the sorted values, however skewed these are', async () => {
  const database = await openDatabase([], folder, { memoryBytes: 256 << 20 });
  const [row] = await database.rows(`SELECT min(v) AS min, max(v) AS max, count(v) AS n FROM ${many}`);
  const [min, max, count] = [Number(row?.min), Number(row?.max), Number(row?.n)];
  const ranks = [0, 1, 1_234_567, 1_499_999, 2_996_999, 2_997_000, count - 1];
  const found = await valuesAt(
    database,
    { rows: many, condition: 'true', value: 'v', count, ends: { min, max } },
    ranks,
  );
  const sorted = await database.rows(
    `SELECT r, v FROM (SELECT row_number() OVER (ORDER BY v) - 1 AS r, v FROM ${many}) WHERE r IN (${ranks.join(', ')}) ORDER BY r`,
  );
  expect([...found].map(([rank, value]) => [rank, Number(value)]).sort(([a = 0], [b = 0]) => a - b)).toEqual(
    sorted.map(({ r, v }) => [Number(r), Number(v)]),
  );
  database.close();
});

test('few values are sorted as they are', async () => {
  const database = await openDatabase([], folder);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 30 }), async (values) => {
      const rows = `(SELECT unnest([${values.join(', ')}]) AS v)`;
      const ends = { min: Math.min(...values), max: Math.max(...values) };
      const wanted = { rows, condition: 'true', value: 'v', count: values.length, ends };
      const found = await valuesAt(database, wanted, [...values.keys()]);
      const sorted = [...values].sort((a, b) => a - b);
      expect(sorted.map((_, rank) => Number(found.get(rank)))).toEqual(sorted);
    }),
    { numRuns: 40 },
  );
  database.close();
});
