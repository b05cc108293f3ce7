import type { Column } from '../../core/checks/column.ts';
import type { Row } from '../../core/checks/measure.ts';
import { countIf } from '../../core/checks/sql.ts';
import type { Database } from '../database.ts';
import type { Keeper, KeptType } from '../keeper.ts';
import { type Keeping, type Kept, nothingKept } from './kept.ts';
import type { Request } from './scan.ts';

/** A value of each row of a column. */
export interface Item {
  of: 'keys' | 'numbers';
  column: Column;
  type: KeptType;
  sql: string;
}

/** SQL of whether all keys of a column are among those of 64 bits. */
export function wholeItems({ column, sql, type }: Item): string[] {
  return type === 'BIGINT' ? [`count(${sql}) = ${countIf(column.present)} AS whole_${column.raw}`] : [];
}

export function isWhole({ type, column }: Item, scanned: Row): boolean {
  return type !== 'BIGINT' || scanned[`whole_${column.raw}`] === true;
}

/** Has values put away while the scan goes by. */
export async function putAside(items: Item[], database: Database): Promise<Keeping> {
  if (items.length === 0) return { requests: [], kept: async () => nothingKept };
  const keeper = await database.keeper(items.map(({ type }) => type));
  const request: Request = {
    columns: [...new Set(items.map(({ column }) => column))],
    items: [`${keeper.count(items.map(({ sql }) => sql))} AS kept`, ...items.flatMap(wholeItems)],
  };
  const kept = async (scanned: Row) => {
    keeper.seal();
    const [counted] = await keeper.rows('SELECT count(*) AS n FROM kept');
    // There was no room for some, or a query that failed and was asked again has put them away twice.
    const areAll = counted?.n === scanned.kept && scanned.kept === scanned.n;
    return areAll ? keptIn(keeper, items, scanned) : nothingKept;
  };
  return { requests: [request], kept };
}

function keptIn(keeper: Keeper, items: Item[], scanned: Row): Kept {
  const find = (of: Item['of'], column: Column) => {
    const at = items.findIndex((one) => one.of === of && one.column === column);
    const item = items[at];
    if (!item || !isWhole(item, scanned)) return undefined;
    return { database: keeper, from: `(SELECT k${at} AS k FROM kept WHERE k${at} IS NOT NULL)` };
  };
  return { ...nothingKept, keysOf: (column) => find('keys', column), numbersOf: (column) => find('numbers', column) };
}
