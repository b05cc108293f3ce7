import type { Database } from '../database.ts';
import type { Measurable, Prepared } from './prepare.ts';
import type { Item } from './put-aside.ts';
import type { Table } from './table.ts';

const headRows = 20_000;
const [mostDifferent, mostShare] = [1_000, 0.95];

/**
 * Those that have few different keys in the first rows, or repeat some: of so many rows at random, a twentieth are repeats where there are
 * 200,000 keys. The scan itself may count them; were there many more later, it took more memory.
 */
export async function fewDifferent(keys: Item[], database: Database, table: Table): Promise<Item[]> {
  if (keys.length === 0) return [];
  const counts = keys.flatMap(({ sql }, at) => [`count(DISTINCT ${sql}) AS d${at}`, `count(${sql}) AS n${at}`]);
  const head = `(FROM ${table.typed(keys.map(({ column }) => column))} LIMIT ${headRows})`;
  const [row] = await database.rows(`SELECT ${counts.join(', ')} FROM ${head}`);
  return keys.filter((_, at) => {
    const [different, rows] = [Number(row?.[`d${at}`]), Number(row?.[`n${at}`])];
    return different <= Math.max(mostDifferent, mostShare * rows);
  });
}

/** Those of whose keys nothing is asked but how many there are. */
export function countedOnly(keys: Item[], checks: Prepared[]): Item[] {
  const measurable = checks.filter((check) => check.error === undefined);
  return keys.filter(({ column }) => measurable.filter((check) => check.columns.includes(column)).every(onlyCounts));
}

function onlyCounts({ measure }: Measurable): boolean {
  if (measure.by === 'duplicates') return false;
  return measure.by !== 'groups' || Object.values(measure.items).every((sql) => sql === 'count(*)');
}
