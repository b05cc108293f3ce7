import { text } from '../core/checks/sql.ts';
import { openDatabase } from './database.ts';

/** Hashes that are held at once: some 200 MB. */
const atOnce = 4_000_000;

/**
 * How many different hashes files of them hold together, and a list beside: those of one share of all hashes after the other, so that
 * memory does not grow with the files. 64 bits of MD5: of 100 million keys, two share one with a chance of 3 in 10,000.
 */
export async function countStoredKeys(files: string[], list: string[], rows: number, workDir: string): Promise<number> {
  const database = await openDatabase(files, workDir);
  try {
    await database.rows('CREATE TEMP TABLE carried (h UBIGINT)');
    for (let at = 0; at < list.length; at += 10_000) {
      const values = list.slice(at, at + 10_000).map((hash) => `(${BigInt(`0x${hash}`)}::UBIGINT)`);
      await database.rows(`INSERT INTO carried VALUES ${values.join(', ')}`);
    }
    const stored = files.length === 0 ? '' : `FROM read_parquet([${files.map(text).join(', ')}]) UNION ALL `;
    const shares = Math.max(1, Math.ceil(rows / atOnce));
    let different = 0;
    for (let share = 0; share < shares; share++) {
      const [row] = await database.rows(
        `SELECT count(DISTINCT h) AS n FROM (${stored}FROM carried) WHERE h % ${shares} = ${share}`,
      );
      different += Number(row?.n);
    }
    return different;
  } finally {
    database.close();
  }
}
