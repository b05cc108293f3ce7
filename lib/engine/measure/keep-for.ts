import { type Column, isNumeric } from '../../core/checks/column.ts';
import type { Row } from '../../core/checks/measure.ts';
import type { Database } from '../database.ts';
import { countedOnly, fewDifferent } from './few-different.ts';
import type { Keeping, Kept } from './kept.ts';
import type { Measurable, Prepared } from './prepare.ts';
import { type Item, isWhole, putAside, wholeItems } from './put-aside.ts';
import { type NumberItem, putNumbersAside } from './put-numbers-aside.ts';
import type { Request } from './scan.ts';
import type { Table } from './table.ts';

/** Each takes 8 bytes a row, or as much as its texts, of memory and then of the disk. */
const mostColumns = 8;

/** What checks read in passes of their own, where they are about all rows and a column at a time. */
export async function keepFor(
  checks: Prepared[],
  database: Database,
  table: Table,
  { keepKeys }: { keepKeys: boolean },
): Promise<Keeping> {
  const items = itemsOf(checks);
  const keyed = items.filter(({ of }) => of === 'keys');
  // Where keys go along with the answer, to count them is not enough.
  const few = keepKeys ? [] : await fewDifferent(countedOnly(keyed, checks), database, table);
  const dear = items.filter((item) => !few.includes(item)).slice(0, mostColumns);
  const bare = keepKeys ? [] : dear.filter((item) => isBare(item, checks));
  const numbers = putNumbersAside(bare, database);
  const aside = await putAside(
    dear.filter((item) => !bare.some((one) => one === item)),
    database,
  );
  const counts = few.map(
    (item): Request => ({
      columns: [item.column],
      items: [`count(DISTINCT ${item.sql}) AS different_${item.column.raw}`, ...wholeItems(item)],
    }),
  );
  const kept = async (scanned: Row): Promise<Kept> => {
    const inNumbers = await numbers.kept(scanned);
    const differentOf = (column: Column) => {
      const item = few.find((one) => one.column === column);
      const different = scanned[`different_${column.raw}`];
      const isCounted = item && isWhole(item, scanned) && different !== undefined;
      return isCounted ? Number(different) : inNumbers.differentOf(column);
    };
    const { keysOf, numbersOf } = await aside.kept(scanned);
    return { ...inNumbers, keysOf, numbersOf, differentOf };
  };
  return { requests: [...counts, ...numbers.requests, ...aside.requests], kept };
}

/** Numbers to be put in order, or keys of which nothing is asked but how many there are. */
function isBare(item: Item, checks: Prepared[]): item is NumberItem {
  if (item.of === 'numbers') return true;
  const others = checks.filter((check) => check.error === undefined && check.measure.by !== 'duplicates');
  return item.type === 'BIGINT' && countedOnly([item], others).length === 1;
}

function itemsOf(checks: Prepared[]): Item[] {
  const items = new Map<string, Item>();
  for (const check of checks) {
    const item = check.error === undefined ? itemOf(check) : undefined;
    if (item) items.set(`${item.of} ${item.column.raw}`, item);
  }
  return [...items.values()];
}

/** Of a column whose storage is not text, what is in the file is cheap to read again. */
function itemOf({ measure, where, columns: [column, ...others] }: Measurable): Item | undefined {
  if (column?.storage !== 'text' || others.length > 0 || where !== undefined) return undefined;
  if (measure.by === 'quantiles' && isNumeric(column))
    return { of: 'numbers', column, type: 'DOUBLE', sql: column.value };
  if ((measure.by !== 'groups' && measure.by !== 'duplicates') || measure.ignore !== 'any-missing') return undefined;
  const whole = column.logicalType === 'integer';
  return { of: 'keys', column, type: whole ? 'BIGINT' : 'VARCHAR', sql: whole ? wholeKey(column) : column.key };
}

/** The same keys in a third of the memory, where all of them fit. */
function wholeKey({ text }: Column): string {
  return `TRY_CAST(${text} AS BIGINT)`;
}
