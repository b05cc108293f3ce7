import type { Json } from '@duckdb/node-api';
import type { Column } from '../core/checks/column.ts';
import { type CheckCounts, maxKeys, maxSamples, type Sample } from '../core/profile/profile.ts';
import type { Database } from './database.ts';
import { keySql, type Plan } from './plan.ts';

const sampleCharacters = 80;

/** Counts of each check, in the contract's order, with samples of the rows that failed. */
export async function countChecks(
  database: Database,
  plan: Plan,
  scanned: Record<string, Json>,
  keepKeys: boolean,
): Promise<CheckCounts[]> {
  const total = Number(scanned.n);
  const counted: CheckCounts[] = [];
  for (const [index, { measure }] of plan.measures.entries()) {
    switch (measure.by) {
      case 'rows':
        counted.push({ failing: total, total, samples: [] });
        break;
      case 'predicate': {
        const failing = Number(scanned[`k${index}`]);
        const columns = columnsOf(plan, measure.columns);
        const samples =
          failing === 0 ? [] : await sampleRows(database, columns, plan.numbered(columns), measure.failing);
        counted.push({ failing, total, considered: Number(scanned[`s${index}`]), samples });
        break;
      }
      case 'duplicates':
        counted.push(await countDuplicates(database, plan, columnsOf(plan, measure.columns), total, keepKeys));
    }
  }
  return counted;
}

function columnsOf(plan: Plan, names: string[]): Column[] {
  return names.flatMap((name) => plan.columns.filter((column) => column.name === name));
}

async function sampleRows(database: Database, columns: Column[], from: string, condition: string): Promise<Sample[]> {
  const shown = columns.map(({ raw }) => raw);
  const value = shown.length === 1 ? `${shown[0]}` : `concat_ws(', ', ${shown.join(', ')})`;
  // No ORDER BY: the engine keeps the file's order and can stop at the limit.
  const rows = await database.rows(
    `SELECT r, left(${value}, ${sampleCharacters}) AS value FROM ${from} WHERE ${condition} LIMIT ${maxSamples}`,
  );
  return rows.map((row) => ({ row: Number(row.r), value: row.value === null ? null : String(row.value) }));
}

async function countDuplicates(
  database: Database,
  plan: Plan,
  columns: Column[],
  total: number,
  keepKeys: boolean,
): Promise<CheckCounts> {
  const key = keySql(columns);
  const keyed = `(SELECT ${key} AS k FROM ${plan.typed(columns)})`;
  const [row] = await database.rows(`SELECT count(k) AS keyed, count(DISTINCT k) AS different FROM ${keyed}`);
  const rows = Number(row?.keyed);
  const failing = rows - Number(row?.different);
  const repeated = `(SELECT *, row_number() OVER (PARTITION BY ${key} ORDER BY r) AS nth, ${key} AS k FROM ${plan.numbered(columns)})`;
  const samples =
    failing === 0
      ? []
      : await sampleRows(database, columns, `(FROM ${repeated} ORDER BY r)`, 'nth > 1 AND k IS NOT NULL');
  if (!keepKeys) return { failing, total, samples };
  return { failing, total, samples, keys: { rows, hashes: await hashesOf(database, keyed) } };
}

async function hashesOf(database: Database, keyed: string): Promise<string[] | null> {
  const hash = `format('{:016x}', md5_number_lower(k))`;
  const rows = await database.rows(
    `SELECT DISTINCT ${hash} AS h FROM ${keyed} WHERE k IS NOT NULL LIMIT ${maxKeys + 1}`,
  );
  return rows.length > maxKeys ? null : rows.map((row) => String(row.h)).sort();
}
