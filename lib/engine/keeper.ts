import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  type DuckDBInstance,
  DuckDBScalarFunction,
  VARCHAR,
} from '@duckdb/node-api';

const types = { BIGINT, DOUBLE, VARCHAR };
export type KeptType = keyof typeof types;

/** Puts values of each row into a table while a query goes by: reading a text file again costs more than that. */
export interface Keeper {
  /** After FROM, once it is closed: `k0`, `k1`… in any order of the rows. */
  table: string;
  /** SQL of how many rows there are, whose values it puts away. */
  count(values: string[]): string;
  /** No more rows come. */
  close(): void;
}

let made = 0;

/** The engine has no query that both aggregates and writes, so a function that it calls writes beside it. */
export async function openKeeper(
  instance: DuckDBInstance,
  connection: DuckDBConnection,
  kinds: KeptType[],
): Promise<Keeper> {
  made += 1;
  const [table, name] = [`kept_${made}`, `signalbox_keep_${made}`];
  await connection.run(`CREATE TABLE ${table} (${kinds.map((kind, at) => `k${at} ${kind}`).join(', ')})`);
  const writing = await instance.connect();
  const appender = await writing.createAppender(table);
  let open = true;
  const close = () => {
    if (!open) return;
    open = false;
    try {
      appender.closeSync();
    } catch {
      // There is no room for it; whoever counts the rows sees that some are not there.
    }
    writing.closeSync();
  };
  const keep = DuckDBScalarFunction.create({
    name,
    parameterTypes: kinds.map((kind) => types[kind]),
    returnType: BOOLEAN,
    specialHandling: true,
    volatile: true,
    // What it answers stays as it was made, not null: to set each of them would take longer than all else here.
    mainFunction: (_info, input) => {
      try {
        if (open) appender.appendDataChunk(input);
      } catch {
        close();
      }
    },
  });
  connection.registerScalarFunction(keep);
  return { table, count: (values) => `count(${name}(${values.join(', ')}))`, close };
}
