import type { Column } from '../../core/checks/column.ts';
import type { Row } from '../../core/checks/measure.ts';
import type { Database } from '../database.ts';
import type { KeyCounts } from '../numbers/different.ts';
import type { NumberKeeper, NumberType } from '../numbers/number-keeper.ts';
import { type Keeping, type Kept, nothingKept } from './kept.ts';
import { type Item, isWhole, wholeItems } from './put-aside.ts';
import type { Request } from './scan.ts';

export type NumberItem = Item & { type: NumberType };

/** The same of numbers that are only to be counted or put in order: without an engine, in a third of its time. */
export function putNumbersAside(items: NumberItem[], database: Database): Keeping {
  if (items.length === 0) return { requests: [], kept: async () => nothingKept };
  const keeper = database.numberKeeper(items.map(({ type }) => type));
  const request: Request = {
    columns: [...new Set(items.map(({ column }) => column))],
    items: [`${keeper.count(items.map(({ sql }) => sql))} AS kept_numbers`, ...items.flatMap(wholeItems)],
  };
  const kept = async (scanned: Row) => {
    const areAll = keeper.rows === Number(scanned.kept_numbers) && keeper.rows === Number(scanned.n);
    return areAll ? keptIn(keeper, items, scanned) : nothingKept;
  };
  return { requests: [request], kept };
}

function keptIn(keeper: NumberKeeper, items: NumberItem[], scanned: Row): Kept {
  const counted = new Map<number, KeyCounts | undefined>();
  const countsAt = (at: number) => {
    if (!counted.has(at)) counted.set(at, keeper.countDifferent(at));
    return counted.get(at);
  };
  const find = (of: Item['of'], column: Column) => {
    const at = items.findIndex((item) => item.of === of && item.column === column && isWhole(item, scanned));
    return at < 0 ? undefined : at;
  };
  const countsOf = (column: Column) => {
    const at = find('keys', column);
    return at === undefined ? undefined : countsAt(at);
  };
  return {
    ...nothingKept,
    countsOf,
    differentOf: (column) => countsOf(column)?.different,
    valuesAtRanks: (column, ranks) => {
      const at = find('numbers', column);
      if (at === undefined) return undefined;
      return ranks.length === 0 ? new Map() : keeper.valuesAtRanks(at, ranks);
    },
  };
}
