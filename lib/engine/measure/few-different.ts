import type { Column } from '../../core/checks/column.ts';
import type { Database } from '../database.ts';
import type { Measurable, Prepared } from './prepare.ts';
import type { Table } from './table.ts';

const headRows = 20_000;
const mostDifferent = 1_000;

/** Those that have so few different keys in the first rows that the scan itself may count them: were there many later, it took more memory. */
export async function fewDifferent(columns: Column[], database: Database, table: Table): Promise<Column[]> {
  if (columns.length === 0) return [];
  const counts = columns.map(({ key }, at) => `count(DISTINCT ${key}) AS d${at}`);
  const head = `(FROM ${table.typed(columns)} LIMIT ${headRows})`;
  const [row] = await database.rows(`SELECT ${counts.join(', ')} FROM ${head}`);
  return columns.filter((_, at) => Number(row?.[`d${at}`]) <= mostDifferent);
}

/** Those of whose keys nothing is asked but how many there are. */
export function countedOnly(columns: Column[], checks: Prepared[]): Column[] {
  const measurable = checks.filter((check) => check.error === undefined);
  return columns.filter((column) => measurable.filter((check) => check.columns.includes(column)).every(onlyCounts));
}

function onlyCounts({ measure }: Measurable): boolean {
  if (measure.by === 'duplicates') return false;
  return measure.by !== 'groups' || Object.values(measure.items).every((sql) => sql === 'count(*)');
}
