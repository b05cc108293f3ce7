import { text } from '../core/checks/sql.ts';
import type { Keys } from '../core/profile/profile.ts';
import { openDatabase } from './database.ts';

/** Hashes that are held at once: some 200 MB. */
const atOnce = 4_000_000;

/**
 * How many rows repeat a key, of keys whose hashes are in files, one a row, and of others that are carried: those of one share of all
 * hashes after the other, so that memory does not grow with the files. 64 bits of MD5: of 100 million keys, two share one with a
 * chance of 3 in 10,000.
 */
export async function countStoredKeys(files: string[], keys: Keys[], workDir: string): Promise<number> {
  const database = await openDatabase(files, workDir);
  try {
    await database.rows('CREATE TEMP TABLE carried (h UBIGINT, n UBIGINT)');
    for (const { hashes, counts } of keys) {
      for (let at = 0; at < (hashes?.length ?? 0); at += 10_000) {
        const some = (hashes ?? []).slice(at, at + 10_000);
        const values = some.map((hash, index) => `(${BigInt(`0x${hash}`)}::UBIGINT, ${counts?.[at + index] ?? 1})`);
        await database.rows(`INSERT INTO carried VALUES ${values.join(', ')}`);
      }
    }
    const stored =
      files.length === 0 ? '' : `SELECT h, 1 AS n FROM read_parquet([${files.map(text).join(', ')}]) UNION ALL `;
    const rows = keys.reduce((sum, one) => sum + one.rows, 0);
    const shares = Math.max(1, Math.ceil(rows / atOnce));
    const every = keys.some((one) => one.every);
    let found = 0;
    for (let share = 0; share < shares; share++) {
      const some = `(${stored}FROM carried) WHERE h % ${shares} = ${share}`;
      const [row] = await database.rows(every ? ofRepeated(some) : `SELECT count(DISTINCT h) AS n FROM ${some}`);
      found += Number(row?.n);
    }
    return every ? found : rows - found;
  } finally {
    database.close();
  }
}

function ofRepeated(keys: string): string {
  return `SELECT coalesce(sum(n), 0) AS n FROM (SELECT sum(n) AS n FROM ${keys} GROUP BY h) WHERE n > 1`;
}
