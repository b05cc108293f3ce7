import { open } from 'node:fs/promises';
import type { Storage } from '../../core/checks/column.ts';
import { text } from '../../core/checks/sql.ts';
import { type RowGroup, rowGroupsOf } from '../../core/data-parts.ts';
import { InputError, messageOf } from '../../core/errors.ts';
import type { Database } from '../database.ts';
import { checkNames } from './column-names.ts';
import { readRowGroups } from './row-groups.ts';
import type { FoundColumn, Table, TableOptions, WantedColumn } from './table.ts';

interface ParquetColumn extends FoundColumn {
  position: number;
  /** SQL of it, over its position. */
  item: string;
}

/** @throws InputError `data-truncated` or `data-encrypted`; `columns` throws `data-corrupt` and those of names. */
export async function openParquet({ name, path, part, fields }: TableOptions): Promise<Table> {
  const size = await checkEnds(path, name);
  let found: ParquetColumn[] = [];
  let rows: string | undefined;
  return {
    name,
    path,
    columns: async (database) => {
      found = await describe(database, path, name);
      const names = found.map((column) => column.name);
      checkNames(names, name);
      found = [...found, ...(await describeFields(database, path, found, fields))];
      if (part) rows = rowsOf(rowGroupsOf(await readRowGroups(database, path), part, size));
      return found;
    },
    sql: (wanted) => {
      const aliases = aliasesOf(found);
      const options = `hive_partitioning = false${rows === undefined ? '' : ', file_row_number = true'}`;
      const narrowed = rows === undefined ? '' : ` WHERE ${rows}`;
      return `(SELECT ${items(found, wanted)} FROM read_parquet(${text(path)}, ${options}) AS x(${aliases}${narrowed && ', n'})${narrowed})`;
    },
    fault: async (message, database) => {
      // What of it is not there cannot be read, and is not meant to be.
      if (part) return /Parquet|TProtocol|decompress|corrupt/i.test(message) ? corrupt(name, message) : undefined;
      const broken = await reads(database, path, found.filter(({ field }) => !field).length);
      return broken === undefined ? undefined : corrupt(name, message);
    },
  };
}

function items(found: ParquetColumn[], wanted: WantedColumn[]): string {
  const item = ({ name, storage }: WantedColumn) => {
    const column = found.find((one) => one.name === name);
    if (!column) return 'NULL';
    return storage === 'float' && column.storage !== 'float' ? `CAST(${column.item} AS DOUBLE)` : column.item;
  };
  return wanted.map((column, index) => `${item(column)} AS c${index}`).join(', ');
}

/** Row groups outside are not looked at. */
function rowsOf(groups: RowGroup[]): string {
  const [first, last] = [groups[0], groups.at(-1)];
  return first && last ? `n BETWEEN ${first.firstRow} AND ${last.firstRow + last.rows - 1}` : 'false';
}

/** Magic bytes, and a footer that fits into the file. */
async function checkEnds(path: string, name: string): Promise<number> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const tail = Buffer.alloc(8);
    await handle.read(tail, 0, 8, Math.max(0, size - 8));
    const magic = tail.toString('latin1', 4);
    if (magic === 'PARE')
      throw new InputError('data-encrypted', `${name}: is encrypted Parquet, which is not supported`);
    const footer = tail.readUInt32LE(0);
    if (size < 12 || magic !== 'PAR1' || footer === 0 || footer + 12 > size)
      throw new InputError(
        'data-truncated',
        `${name}: Parquet of ${size} bytes without its footer at the end; is it truncated?`,
      );
    return size;
  } finally {
    await handle.close();
  }
}

async function describe(database: Database, path: string, name: string): Promise<ParquetColumn[]> {
  try {
    const types = await database.rows(`DESCRIBE FROM read_parquet(${text(path)}, hive_partitioning = false)`);
    const names = await topNames(database, path);
    return types.map(({ column_name, column_type }, position) => {
      const { cast, ...stored } = storageOf(String(column_type));
      const item = cast === undefined ? `x${position}` : `CAST(x${position} AS ${cast})`;
      return { name: names[position] ?? String(column_name), ...stored, position, item };
    });
  } catch (thrown) {
    if (thrown instanceof InputError) throw thrown;
    throw corrupt(name, messageOf(thrown));
  }
}

/** Fields of structures that a path leads to. Names are told apart as the file spells them. */
async function describeFields(
  database: Database,
  path: string,
  found: ParquetColumn[],
  fields: string[],
): Promise<ParquetColumn[]> {
  const described: ParquetColumn[] = [];
  for (const name of fields.filter((field) => !found.some((column) => column.name === field))) {
    const [root, ...within] = name.split('.');
    const column = found.find((one) => one.name === root && one.storage === 'nested');
    if (!column) continue;
    const item = within.reduce((sql, field) => `struct_extract(${sql}, ${text(field)})`, `x${column.position}`);
    const type = await typeOf(database, path, item, aliasesOf(found));
    if (type === undefined) continue;
    const { cast, ...stored } = storageOf(type);
    const read = cast === undefined ? item : `CAST(${item} AS ${cast})`;
    described.push({ name, ...stored, position: column.position, item: read, field: true });
  }
  return described;
}

/** Undefined where nothing is there. */
async function typeOf(database: Database, path: string, item: string, aliases: string): Promise<string | undefined> {
  const from = `read_parquet(${text(path)}, hive_partitioning = false) AS x(${aliases})`;
  try {
    const [row] = await database.rows(`DESCRIBE SELECT ${item} AS v FROM ${from}`);
    return row && String(row.column_type);
  } catch (thrown) {
    if (/Could not find key|No function matches/.test(messageOf(thrown))) return undefined;
    throw thrown;
  }
}

function aliasesOf(found: ParquetColumn[]): string {
  return found
    .filter(({ field }) => !field)
    .map(({ position }) => `x${position}`)
    .join(', ');
}

/** Names as the file has them: the engine tells `a` and `A` apart by another name. */
async function topNames(database: Database, path: string): Promise<string[]> {
  const rows = await database.rows(`SELECT name, num_children FROM parquet_schema(${text(path)})`);
  const names: string[] = [];
  // Depth first; how many nodes of each open level are still to come.
  const open: number[] = [];
  for (const [index, { name, num_children }] of rows.entries()) {
    if (index > 0 && open.length === 1) names.push(String(name));
    open[open.length - 1] = (open.at(-1) ?? 0) - 1;
    if (Number(num_children ?? 0) > 0) open.push(Number(num_children));
    while (open.length > 0 && open.at(-1) === 0) open.pop();
  }
  return names;
}

/** Reads every value; the engine's words when it cannot. */
async function reads(database: Database, path: string, columns: number): Promise<string | undefined> {
  const names = Array.from({ length: columns }, (_, position) => `x${position}`).join(', ');
  try {
    await database.rows(
      `SELECT bit_xor(hash(${names})) FROM read_parquet(${text(path)}, hive_partitioning = false) AS x(${names})`,
    );
    return undefined;
  } catch (thrown) {
    return messageOf(thrown);
  }
}

interface Stored {
  storage: Storage | null;
  /** What it is read as. @default as it is */
  cast?: string;
  zoned?: true;
}

const storages: Record<string, Stored> = {
  BOOLEAN: { storage: 'boolean' },
  FLOAT: { storage: 'float' },
  DOUBLE: { storage: 'float' },
  DATE: { storage: 'date' },
  TIMESTAMP: { storage: 'timestamp' },
  TIMESTAMP_NS: { storage: 'timestamp', cast: 'TIMESTAMP' },
  'TIMESTAMP WITH TIME ZONE': { storage: 'timestamp', cast: 'TIMESTAMP', zoned: true },
  TIME: { storage: 'time' },
  TIME_NS: { storage: 'time', cast: 'TIME' },
  'TIME WITH TIME ZONE': { storage: 'time', cast: 'TIME' },
  VARCHAR: { storage: 'string' },
  BLOB: { storage: 'binary' },
  '"NULL"': { storage: null, cast: 'VARCHAR' },
};

function storageOf(type: string): Stored {
  const known = storages[type];
  if (known) return known;
  if (/^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/.test(type)) return { storage: 'integer' };
  if (/^DECIMAL\(\d+,\d+\)$/.test(type)) return { storage: 'decimal' };
  if (/^(STRUCT|MAP|UNION)\(|\]$|^VARIANT$/.test(type)) return { storage: 'nested' };
  return { storage: 'string', cast: 'VARCHAR' };
}

function corrupt(name: string, message: string): InputError {
  const reason = /Out of Memory/i.test(message)
    ? 'a page of it needs more memory than there is'
    : 'the file is damaged or uses an encoding that is unknown';
  return new InputError('data-corrupt', `${name}: not Parquet that can be read: ${reason}`);
}
