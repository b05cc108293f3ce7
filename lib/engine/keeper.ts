import {
  BIGINT,
  DOUBLE,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBInstance,
  type Json,
  VARCHAR,
} from '@duckdb/node-api';
import { messageOf } from '../core/errors.ts';
import { besideTheScan } from './beside-the-scan.ts';
import { type Bounds, limitMemory, narrow } from './narrowed.ts';

const types = { BIGINT, DOUBLE, VARCHAR };
export type KeptType = keyof typeof types;

/** A table of values of each row, filled while a query goes by: to read a text file again costs more than that. */
export interface Keeper {
  /** SQL of how many rows there are, which puts their values away. */
  count(values: string[]): string;
  /** No more rows come. */
  seal(): void;
  /** Answers from `kept`, which has `k0`, `k1`… in any order of the rows; once it is sealed. */
  rows(sql: string): Promise<Array<Record<string, Json>>>;
  close(): void;
}

/** What is put away goes to the disk at once, and is read back in little memory: keys that are counted need more, and may ask for all. */
const bytesToWrite = (columns: number) => (16 + 4 * columns) << 20;
const bytesForKeys = 64 << 20;

/** Values are put into another engine, whose memory is bounded on its own. */
export async function openKeeper(scanning: DuckDBConnection, kinds: KeptType[], bounds: Bounds): Promise<Keeper> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const writing = Math.min(bytesToWrite(kinds.length), bounds.memoryBytes);
  await narrow(connection, { ...bounds, memoryBytes: writing });
  await connection.run(`CREATE TABLE kept (${kinds.map((kind, at) => `k${at} ${kind}`).join(', ')})`);
  const appender = await connection.createAppender('kept');
  const count = besideTheScan(
    scanning,
    kinds.map((kind) => types[kind]),
    (chunk) => appender.appendDataChunk(chunk),
  );
  const areNumbers = kinds.every((kind) => kind === 'DOUBLE');
  let limit = areNumbers ? writing : Math.min(Math.max(writing, bytesForKeys), bounds.memoryBytes);
  const rows = async (sql: string) => {
    for (;;) {
      await limitMemory(connection, limit);
      try {
        return (await connection.runAndReadAll(sql)).getRowObjectsJson();
      } catch (thrown) {
        if (limit >= bounds.memoryBytes || !messageOf(thrown).startsWith('Out of Memory')) throw thrown;
        limit = Math.min(4 * limit, bounds.memoryBytes);
      }
    }
  };
  return {
    count,
    seal: () => seal(appender),
    rows,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Where there was no room for the last ones, whoever counts the rows sees that some are not there. */
function seal(appender: DuckDBAppender): void {
  try {
    appender.closeSync();
  } catch {}
}
