import {
  BOOLEAN,
  type DuckDBConnection,
  type DuckDBDataChunk,
  DuckDBScalarFunction,
  type DuckDBType,
} from '@duckdb/node-api';

let made = 0;

/**
 * SQL of how many rows there are, by a function that hands their values on: the engine has no query that both aggregates and writes.
 * Nothing is handed on any more once `keep` has thrown, as where there is no room.
 */
export function besideTheScan(
  scanning: DuckDBConnection,
  types: DuckDBType[],
  keep: (chunk: DuckDBDataChunk) => void,
): (values: string[]) => string {
  made += 1;
  const name = `signalbox_keep_${made}`;
  let full = false;
  const handsOn = DuckDBScalarFunction.create({
    name,
    parameterTypes: types,
    returnType: BOOLEAN,
    specialHandling: true,
    volatile: true,
    // What it answers stays as it was made, not null: to set each of them would take longer than all else here.
    mainFunction: (_info, input) => {
      if (full) return;
      try {
        keep(input);
      } catch {
        full = true;
      }
    },
  });
  scanning.registerScalarFunction(handsOn);
  return (values) => `count(${name}(${values.join(', ')}))`;
}
