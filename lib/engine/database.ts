import { type DuckDBConnection, DuckDBInstance, type DuckDBVector, type Json } from '@duckdb/node-api';
import type { InputError } from '../core/errors.ts';
import { javascriptMatcher, javascriptTester } from './javascript-matcher.ts';
import { type Keeper, type KeptType, openKeeper } from './keeper.ts';
import { lock, narrow } from './narrowed.ts';
import { type NumberKeeper, type NumberType, openNumberKeeper } from './numbers/number-keeper.ts';
import { withinBudget } from './user-budget.ts';

export interface Limits {
  /** Bytes that the engine may hold in memory before it spills to `workDir`. @default 512 MiB */
  memoryBytes?: number;
  /** @default 2 */
  threads?: number;
  /** Time for all matching that RE2 cannot do, in milliseconds. @default 10000 */
  patternMs?: number;
  /** Time for all tests that only JavaScript has, such as JSON Schema, in milliseconds. @default 300000 */
  testMs?: number;
  /** Time for all SQL of the user together, in milliseconds. @default 120000 */
  sqlMs?: number;
  /** Memory that a query of the user may take beyond `memoryBytes`, in bytes. @default 1 GiB */
  sqlBytes?: number;
  /** Time that such a query has to stop before it is left to itself, in milliseconds. @default 5000 */
  sqlGraceMs?: number;
}

export interface Database {
  /**
   * All rows, numbers as numbers and 64-bit integers as text.
   * @throws InputError `sql-too-slow` or `sql-too-large` for SQL of the user beyond its limits.
   */
  rows(sql: string, options?: { ofUser?: boolean }): Promise<Array<Record<string, Json>>>;
  /** All of the one column of a query, which holds DOUBLE and no null. */
  numbers(sql: string): Promise<Float64Array>;
  /** Hands over some rows at a time of a query whose columns hold DOUBLE and no null: a vector a column, good until it returns. */
  vectors(sql: string, use: (columns: Float64Array[]) => void): Promise<void>;
  /** A table that a query of this one fills while it goes by. */
  keeper(types: KeptType[]): Promise<Keeper>;
  /** The same of numbers, of which only a few things can be asked. */
  numberKeeper(types: NumberType[]): NumberKeeper;
  close(): void;
}

/** What answers queries of ours. */
const defaultMemory = 512 << 20;

export type Queryable = Pick<Database, 'rows'>;

/**
 * An engine that may read and write exactly the files named, spill into `workDir`, and nothing else. All of that is
 * locked before it returns, so no SQL that is made of a contract can undo it.
 */
export async function openDatabase(files: string[], workDir: string, limits: Limits = {}): Promise<Database> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const bounds = {
    files,
    spill: `${workDir}/spill`,
    memoryBytes: limits.memoryBytes ?? defaultMemory,
    threads: limits.threads ?? 2,
  };
  connection.registerScalarFunction(javascriptMatcher(limits.patternMs ?? 10_000));
  connection.registerScalarFunction(javascriptTester(limits.testMs ?? 300_000));
  await narrow(connection, bounds);
  await lock(connection);
  const keepers: Array<Keeper | NumberKeeper> = [];
  let left: InputError | undefined;
  const budgeted = withinBudget(budgetOf(limits), {
    interrupt: () => connection.interrupt(),
    onLeft: (refusal) => {
      left = refusal;
    },
  });
  /** Behind a query that does not stop, everything would wait for its end. */
  const free = <T>(work: () => Promise<T>): Promise<T> => (left ? Promise.reject(left) : work());
  return {
    rows: (sql, { ofUser = false } = {}) =>
      free(() => (ofUser ? budgeted(() => rowsOf(connection, sql)) : rowsOf(connection, sql))),
    numbers: (sql) => free(() => numbersOf(connection, sql)),
    vectors: (sql, use) => free(() => vectorsOf(connection, sql, use)),
    keeper: async (types) => {
      const keeper = await openKeeper(connection, types, { ...bounds, spill: `${workDir}/kept-${keepers.length}` });
      keepers.push(keeper);
      return keeper;
    },
    numberKeeper: (types) => {
      const keeper = openNumberKeeper(connection, types, `${workDir}/kept-${keepers.length}`);
      keepers.push(keeper);
      return keeper;
    },
    close: () => {
      if (left) return;
      for (const keeper of keepers) keeper.close();
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function budgetOf({ memoryBytes = defaultMemory, sqlMs = 120_000, sqlBytes = 1 << 30, sqlGraceMs = 5_000 }: Limits) {
  return { ms: sqlMs, bytes: memoryBytes + sqlBytes, graceMs: sqlGraceMs };
}

async function rowsOf(connection: DuckDBConnection, sql: string): Promise<Array<Record<string, Json>>> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowObjectsJson();
}

async function numbersOf(connection: DuckDBConnection, sql: string): Promise<Float64Array> {
  const result = await connection.stream(sql);
  let values = new Float64Array(1 << 14);
  let length = 0;
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return values.slice(0, length);
    if (length + chunk.rowCount > values.length) {
      const larger = new Float64Array(2 * values.length);
      larger.set(values);
      values = larger;
    }
    for (const value of chunk.getColumnValues(0)) {
      values[length] = Number(value);
      length += 1;
    }
  }
}

async function vectorsOf(
  connection: DuckDBConnection,
  sql: string,
  use: (columns: Float64Array[]) => void,
): Promise<void> {
  const result = await connection.stream(sql);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) return;
    use(Array.from({ length: chunk.columnCount }, (_, at) => doublesOf(chunk.getColumnVector(at))));
  }
}

/** The binding keeps the memory that it reads from to itself; one value at a time is twenty times as slow. */
function doublesOf(vector: DuckDBVector): Float64Array {
  const { items } = vector as unknown as { items?: unknown };
  if (items instanceof Float64Array) return items;
  return Float64Array.from({ length: vector.itemCount }, (_, at) => Number(vector.getItem(at)));
}
