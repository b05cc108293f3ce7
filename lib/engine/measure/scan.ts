import type { Column } from '../../core/checks/column.ts';
import type { Row } from '../../core/checks/measure.ts';
import { InputError, messageOf } from '../../core/errors.ts';
import type { CheckCounts } from '../../core/profile/profile.ts';
import type { Database } from '../database.ts';
import type { Table } from './table.ts';

/** Why a check could not be measured. */
export type Unmeasurable = NonNullable<CheckCounts['error']>;

/** Aggregates that somebody wants of the one scan. */
export interface Request {
  /** Columns whose `t…` and `v…` the items name. */
  columns: Column[];
  /** SQL of aggregates with their aliases, which are nobody else's. */
  items: string[];
  /** SQL of row expressions with their aliases, which the items may use. */
  derived?: string[];
  /** Of SQL of a user: such requests have queries of their own, whose time is bounded. */
  ofUser?: true;
  /** Without its answer there is nothing: its failure is thrown. */
  required?: true;
}

/** Columns that one query looks at: a vector of 2,048 values a derived column and thread, so 64 columns need some 100 MB. */
const columnsPerQuery = 64;

/** Requests that share a query, so that its columns are read once. */
export function packed<T extends Request>(requests: T[]): Array<{ columns: Column[]; requests: T[] }> {
  const packs: Array<{ columns: Set<Column>; requests: T[] }> = [];
  for (const request of requests) {
    const missing = (pack: { columns: Set<Column> }) => request.columns.filter((column) => !pack.columns.has(column));
    const fitting = packs.filter(
      (pack) =>
        pack.requests[0]?.ofUser === request.ofUser && pack.columns.size + missing(pack).length <= columnsPerQuery,
    );
    const [first] = fitting;
    const best = fitting.reduce((a, b) => (missing(b).length < missing(a).length ? b : a), first ?? newPack<T>());
    if (!first) packs.push(best);
    for (const column of request.columns) best.columns.add(column);
    best.requests.push(request);
  }
  return packs.map(({ columns, requests: some }) => ({ columns: [...columns], requests: some }));
}

function newPack<T>(): { columns: Set<Column>; requests: T[] } {
  return { columns: new Set(), requests: [] };
}

/** What is scanned. */
export type Rows = Pick<Table, 'typed'>;

export interface Scanned<T> {
  /** All items by alias, of the requests that succeeded. */
  row: Row;
  failed: Map<T, Unmeasurable>;
}

/**
 * Answers requests in as few queries as their columns allow. Where a query fails, each of its requests is asked on its own,
 * so that the ones at fault are found and the others are answered.
 */
export async function scan<T extends Request>(database: Database, table: Rows, requests: T[]): Promise<Scanned<T>> {
  const row: Row = {};
  const failed = new Map<T, Unmeasurable>();
  for (const pack of packed(requests)) {
    try {
      Object.assign(row, await ask(database, table, pack));
    } catch (thrown) {
      const isRequired = pack.requests.length === 1 && pack.requests[0]?.required;
      if (isRequired || (!pack.requests[0]?.ofUser && isOfCsv(thrown))) throw thrown;
      for (const request of pack.requests) await askAlone(database, table, request, row, failed);
    }
  }
  return { row, failed };
}

/** Whether the engine could not read a CSV, so that nothing else can be asked of it. */
export function isOfCsv(thrown: unknown): boolean {
  return messageOf(thrown).includes('CSV Error');
}

async function askAlone<T extends Request>(
  database: Database,
  table: Rows,
  request: T,
  row: Row,
  failed: Map<T, Unmeasurable>,
): Promise<void> {
  try {
    Object.assign(row, await ask(database, table, { columns: request.columns, requests: [request] }));
  } catch (thrown) {
    if (request.required) throw thrown;
    failed.set(request, wordsOf(thrown));
  }
}

async function ask(database: Database, table: Rows, pack: { columns: Column[]; requests: Request[] }): Promise<Row> {
  const items = pack.requests.flatMap((request) => request.items);
  const derived = pack.requests.flatMap((request) => request.derived ?? []);
  if (items.length === 0) return {};
  const typed = table.typed(pack.columns);
  const from = derived.length === 0 ? typed : `(SELECT ${['*', ...derived].join(', ')} FROM ${typed})`;
  const [row] = await database.rows(`SELECT ${items.join(', ')} FROM ${from}`, {
    ofUser: pack.requests[0]?.ofUser ?? false,
  });
  return row ?? {};
}

/** Why something could not be measured. The engine's own words may quote values of the data: those stay behind. */
export function wordsOf(thrown: unknown): Unmeasurable {
  if (thrown instanceof InputError) return { code: thrown.code, message: thrown.message };
  const [first = ''] = messageOf(thrown).split('\n');
  return { message: first.replaceAll(/"[^"]*"|'[^']*'/g, '…').slice(0, 300) };
}
