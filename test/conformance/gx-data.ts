import type { ColumnType, Storage } from '../../lib/core/checks/column.ts';
import { text } from '../../lib/core/checks/sql.ts';
import type { Json } from '../../lib/core/profile/profile.ts';
import { type Relation, relationOf } from '../../lib/engine/relation.ts';
import type { Columns, Dataset } from './gx-cases.ts';

/** The column that names the rows, as the definitions' own runner adds it. */
export const rowKey = 'pk_index';

const sqlTypes: Partial<Record<Storage, string>> = {
  boolean: 'BOOLEAN',
  integer: 'HUGEINT',
  float: 'DOUBLE',
  timestamp: 'TIMESTAMP',
  string: 'VARCHAR',
  mixed: 'JSON',
};

/** The table of a case, each column of the type that its schema says, or that its values have. */
export function relationOfCase({ data, schemas }: Pick<Dataset, 'data' | 'schemas'>, withKey: boolean): Relation {
  const rows = Math.max(0, ...Object.values(data).map((values) => values.length));
  const key: Columns = withKey ? { [rowKey]: Array.from({ length: rows }, (_, index) => index) } : {};
  const columns = Object.entries({ ...data, ...key }).map(([name, values]) => columnOfCase(name, values, schemas));
  const items = columns.map(({ type }, index) => `CAST(x${index} AS ${sqlTypes[type.storage]}) AS c${index}`);
  const lines = Array.from(
    { length: rows },
    (_, row) => `(${columns.map(({ sql }) => sql[row] ?? 'NULL').join(', ')})`,
  );
  const none = `(${columns.map(() => 'NULL').join(', ')})`;
  const values = `(VALUES ${lines.length > 0 ? lines.join(', ') : none}) AS t(${columns.map((_, index) => `x${index}`).join(', ')})`;
  const sql = `(SELECT ${items.join(', ')} FROM ${values}${lines.length > 0 ? '' : ' WHERE false'})`;
  return relationOf(
    [{ name: 'case', sql }],
    columns.map(({ type }) => type),
  );
}

function columnOfCase(name: string, values: Json[], schemas: Dataset['schemas']): { type: ColumnType; sql: string[] } {
  const storage = storageOf(declaredFor(name, values, schemas), values);
  const zoned = storage === 'timestamp' && values.some((value) => String(value).endsWith('Z'));
  return { type: { name, storage, zoned }, sql: values.map((value) => literal(value, storage)) };
}

/** Where pandas says nothing, the moments of databases are moments all the same, and Spark knows what holds nothing. */
function declaredFor(name: string, values: Json[], schemas: Dataset['schemas']): string | undefined {
  const { pandas, postgresql, spark } = schemas;
  if (pandas?.[name]) return pandas[name];
  if (/^(TIMESTAMP|DATE)/.test(postgresql?.[name] ?? '')) return 'datetime64';
  return spark?.[name] === 'StringType' && values.every((value) => value === null) ? 'str' : undefined;
}

const declared: Array<[pattern: RegExp, storage: Storage]> = [
  [/^(datetime|timestamp)/i, 'timestamp'],
  [/^str/, 'string'],
  [/^float/i, 'float'],
  [/^int/i, 'integer'],
];

function storageOf(type: string | undefined, values: Json[]): Storage {
  const there = values.filter((value) => value !== null);
  const said = declared.find(([pattern]) => pattern.test(type ?? ''))?.[1];
  // A declared text of numbers and words stays text; a declared number with fractions is none.
  if (
    said === 'timestamp' ||
    (said === 'string' && there.every((value) => typeof value !== 'number' || there.length === 0))
  )
    return said;
  const types = [...new Set(there.map((value) => typeof value))];
  if (types.length > 1) return said === 'string' ? 'string' : 'mixed';
  if (types.length === 0) return said ?? 'integer';
  if (types[0] === 'boolean') return 'boolean';
  if (types[0] === 'number') return there.every(Number.isInteger) && said !== 'float' ? 'integer' : 'float';
  return said === 'integer' ? 'integer' : 'string';
}

function literal(value: Json, storage: Storage): string {
  if (value === null) return 'NULL';
  if (storage === 'mixed') return text(JSON.stringify(value));
  if (storage === 'timestamp') return text(momentOf(String(value)));
  return text(String(value));
}

/** `Jan 01 1970 12:00:01` as ISO 8601. */
function momentOf(words: string): string {
  const iso = /^\d{4}-/.test(words);
  const ms = Date.parse(iso ? words.replace(/Z?$/, 'Z') : `${words} UTC`);
  return new Date(ms).toISOString().slice(0, 19);
}
