import type { Json } from '@duckdb/node-api';
import type { Storage } from '../../core/checks/column.ts';
import { text } from '../../core/checks/sql.ts';
import { InputError, messageOf } from '../../core/errors.ts';
import type { Database } from '../database.ts';
import { maxLineBytes } from './checked-text.ts';
import { checkNames } from './column-names.ts';
import type { FoundColumn, Table, TableOptions, WantedColumn } from './table.ts';

const sqlTypes: Partial<Record<Storage, string>> = {
  boolean: 'BOOLEAN',
  // JSON knows no largest whole number; the engine's own reader goes to 2^64.
  integer: 'HUGEINT',
  float: 'DOUBLE',
  string: 'VARCHAR',
};

/** One JSON object a line. A key that a line lacks is null there, as a null is. */
export async function openJsonLines({ name, path, moments, fields, part }: TableOptions): Promise<Table> {
  return {
    name,
    path,
    columns: async (database) => {
      const found = await describe(database, path, { name, moments, fields, mayBeEmpty: part !== undefined });
      const names = found.filter(({ field }) => !field).map((column) => column.name);
      checkNames(names, name);
      checkCase(names, name);
      return found;
    },
    sql: (wanted) => jsonSql(path, wanted),
    fault: async (message) => faultOf(name, message),
  };
}

function jsonSql(path: string, wanted: WantedColumn[]): string {
  const own = wanted.filter(({ field }) => !field);
  const names = new Set(own.map(({ name }) => name));
  const roots = new Set(wanted.flatMap(({ name, field }) => (field ? [rootOf(name)] : [])));
  const others = [...roots].filter((root) => !names.has(root)).map((name) => ({ name, storage: 'nested' as const }));
  const read = [...own, ...others];
  const columns = read.map(({ name, storage }) => `${text(name)}: '${sqlTypes[storage] ?? 'JSON'}'`);
  const aliases = read.map((_, index) => `k${index}`).join(', ');
  const options = `format = 'newline_delimited', compression = 'uncompressed', maximum_object_size = ${2 * maxLineBytes}, columns = {${columns.join(', ')}}`;
  const items = wanted.map((column, index) => {
    const name = column.field ? rootOf(column.name) : column.name;
    const key = `k${read.findIndex((one) => one.name === name)}`;
    return `${column.field ? fieldSql(key, column) : key} AS c${index}`;
  });
  return `(SELECT ${items.join(', ')} FROM read_json(${text(path)}, ${options}) AS x(${aliases}))`;
}

function rootOf(name: string): string {
  return name.slice(0, name.indexOf('.'));
}

/** A field of an object; `null` is none. */
function fieldSql(key: string, { name, storage }: WantedColumn): string {
  const path = name.slice(rootOf(name).length + 1).split('.');
  const steps = text(`$${path.map((step) => `."${step.replace(/["\\]/g, '\\$&')}"`).join('')}`);
  const type = sqlTypes[storage];
  const spelled = `json_extract_string(${key}, ${steps})`;
  if (type !== undefined) return type === 'VARCHAR' ? spelled : `CAST(${spelled} AS ${type})`;
  const value = `json_extract(${key}, ${steps})`;
  return `CASE WHEN json_type(${value}) <> 'NULL' THEN ${value} END`;
}

async function describe(
  database: Database,
  path: string,
  { name, moments, fields, mayBeEmpty }: Pick<TableOptions, 'name' | 'moments' | 'fields'> & { mayBeEmpty: boolean },
): Promise<FoundColumn[]> {
  const objects = `read_ndjson_objects(${text(path)}, compression = 'uncompressed', maximum_object_size = ${2 * maxLineBytes}) AS x(j)`;
  try {
    const [row] = await database.rows(
      `SELECT CAST(json_group_structure(j) AS VARCHAR) AS structure, count(*) AS n, count_if(json_type(j) = 'OBJECT') AS objects FROM ${objects}`,
    );
    if (Number(row?.n) === 0 && mayBeEmpty) return [];
    if (Number(row?.n) === 0) throw new InputError('data-empty', `${name}: there is no object; at least 1 is needed`);
    if (Number(row?.objects) < Number(row?.n)) throw await noObject(database, objects, name);
    const structure = JSON.parse(String(row?.structure)) as Json;
    if (typeof structure !== 'object' || structure === null)
      throw new InputError('data-header', `${name}: no object has a key; at least 1 is needed`);
    const own = Object.entries(structure).map(([key, type]) => ({
      name: key,
      storage: storageOf(type, moments.has(key)),
    }));
    const within = fields.flatMap((path): FoundColumn[] => {
      const type = Object.hasOwn(structure, path) ? undefined : typeWithin(structure, path.split('.'));
      return type === undefined ? [] : [{ name: path, storage: storageOf(type, moments.has(path)), field: true }];
    });
    return [...own, ...within];
  } catch (thrown) {
    if (thrown instanceof InputError) throw thrown;
    throw faultOf(name, messageOf(thrown)) ?? thrown;
  }
}

function typeWithin(structure: Json, [key, ...more]: string[]): Json | undefined {
  if (key === undefined) return structure;
  if (typeof structure !== 'object' || structure === null || Array.isArray(structure)) return undefined;
  return Object.hasOwn(structure, key) ? typeWithin((structure as Record<string, Json>)[key] ?? null, more) : undefined;
}

async function noObject(database: Database, objects: string, name: string): Promise<InputError> {
  const [row] = await database.rows(
    `SELECT r, t FROM (SELECT row_number() OVER () AS r, json_type(j) AS t FROM ${objects}) WHERE t <> 'OBJECT' LIMIT 1`,
  );
  return new InputError(
    'data-unreadable',
    `${name}: value ${row?.r} is of type ${String(row?.t).toLowerCase()}; JSON Lines have one object a line`,
  );
}

/** JSON has no moments: a text that is to be one is read as the value it is, and parsed. */
function storageOf(type: Json, moment: boolean): Storage | null {
  if (typeof type !== 'string') return 'nested';
  switch (type) {
    case 'NULL':
      return null;
    case 'BOOLEAN':
      return 'boolean';
    case 'BIGINT':
    case 'UBIGINT':
    case 'HUGEINT':
      return 'integer';
    case 'DOUBLE':
      return 'float';
    case 'VARCHAR':
      return moment ? 'mixed' : 'string';
    default:
      return 'mixed';
  }
}

function checkCase(names: string[], name: string): void {
  const lower = names.map((one) => one.toLowerCase());
  const twice = names.find((_, index) => lower.indexOf(lower[index] ?? '') !== index);
  if (twice !== undefined)
    throw new InputError(
      'data-duplicate-header',
      `${name}: ${JSON.stringify(twice.slice(0, 100))} and another key differ in upper and lower case only; rename one`,
    );
}

/** The engine's own words can quote a value: only place and kind are passed on. */
function faultOf(name: string, message: string): InputError | undefined {
  const line = /in line (\d+)/.exec(message)?.[1];
  const place = line === undefined ? name : `${name}:${line}`;
  const twice = /has duplicate key/.test(message);
  if (twice) return new InputError('data-duplicate-header', `${place}: an object names a key twice`);
  if (!/JSON/i.test(message)) return undefined;
  const [, reason] = /Malformed JSON.*in line \d+: ([a-z ]+)/.exec(message) ?? [];
  return new InputError(
    'data-unreadable',
    `${place}: not JSON Lines that can be read${reason ? `: ${reason.trim()}` : ''}; allowed: one object a line`,
  );
}
