import type { Column } from '../../core/checks/column.ts';
import { type Ignore, kept } from '../../core/checks/ignore.ts';
import { spelledAlike } from '../../core/checks/keys.ts';
import { both, text } from '../../core/checks/sql.ts';
import { type CheckCounts, type Keys, maxKeys } from '../../core/profile/profile.ts';
import type { Database, Queryable } from '../database.ts';
import type { Kept, KeptColumn } from './kept.ts';
import { type SampleOptions, sampleRows } from './samples.ts';
import type { Table } from './table.ts';

export interface Duplicates {
  columns: Column[];
  /** With the columns of the condition. */
  all: Column[];
  ignore: Ignore;
  count: 'further' | 'all';
  where: string | undefined;
  /** Rows of the condition. */
  total: number;
}

/** Rows that repeat a key. A missing value of a key that is not ignored is a value like another. */
export async function countDuplicates(
  database: Database,
  table: Table,
  wanted: Duplicates,
  options: SampleOptions & { keepKeys: boolean; keysFile?: string | undefined; kept: Kept },
): Promise<Pick<CheckCounts, 'failing' | 'considered' | 'samples' | 'keys'>> {
  const { columns, ignore, count } = wanted;
  const keys = keysFor({ database, table, kept: options.kept }, wanted, ignore);
  const { rows, failing } =
    countedAside(options.kept, wanted) ?? (await countKeys(keys, count, countingOf(wanted, keys.areKept)));
  const samples = failing === 0 ? [] : await repeatedRows(database, table, wanted, options);
  const counts = { failing, considered: rows, samples };
  if (!options.keepKeys) return counts;
  const hash = hashSql(columns);
  const every = count === 'all' ? { every: true as const } : {};
  const carried = { rows, ...every, ...(await hashesOf(keys, hash, count === 'all')) };
  if (carried.hashes || options.keysFile === undefined) return { ...counts, keys: carried };
  await writeHashes(keys, hash, options.keysFile);
  return { ...counts, keys: { ...carried, stored: true } };
}

function countedAside(kept: Kept, wanted: Duplicates) {
  const column = onlyColumn(wanted, wanted.ignore);
  const counts = column && kept.countsOf(column);
  if (!counts) return undefined;
  const further = counts.keys - counts.different;
  return { rows: counts.keys, failing: wanted.count === 'further' ? further : further + counts.repeated };
}

/** Only rows of keys that several rows have are numbered within their key: those are few, or there is much to show. */
function repeatedRows(database: Database, table: Table, wanted: Duplicates, options: SampleOptions) {
  const { columns, all, count, where, ignore } = wanted;
  const key = keySql(columns, ignore);
  const condition = both(where, kept(ignore, columns));
  const twice = `(${key}) IN (SELECT k FROM ${keyedRows(table, wanted, ignore)} GROUP BY k HAVING count(*) > 1)`;
  const nth = count === 'all' ? '2' : `row_number() OVER (PARTITION BY ${key} ORDER BY f, r)`;
  const rows = `SELECT *, ${nth} AS nth FROM ${table.numbered(all)} WHERE ${both(condition, twice)}`;
  const from = `(FROM (${rows}) WHERE nth > 1 ORDER BY f, r)`;
  return sampleRows(database, table, { columns, from, condition: 'true' }, options);
}

/** Keys are counted in parts of them, each in a pass of its own, where reading a column again costs less than memory does. */
interface Counting {
  parts: number;
  /** Equal keys are neighbours in their order. Of numbers and moments that are unique this costs half as much as telling them by hash. */
  inOrder: boolean;
}

/** Keys that are held at once, and of those that are put in order. */
const [keysAtOnce, keysInOrder] = [2_500_000, 10_000_000];
const ordered = new Set<Column['storage']>(['integer', 'float', 'decimal', 'date', 'timestamp', 'time']);

function countingOf({ columns, ignore, total }: Duplicates, areKept: boolean): Counting {
  const alone = columns.length === 1 && ignore === 'any-missing';
  const inOrder = alone && columns.every(({ storage }) => ordered.has(storage));
  // What is kept goes to the disk by itself.
  const dear = areKept || columns.some(({ storage }) => storage === 'text');
  return { inOrder, parts: dear ? 1 : Math.max(1, Math.ceil(total / (inOrder ? keysInOrder : keysAtOnce))) };
}

async function countKeys(
  { database, from: keyed }: KeptColumn,
  count: 'further' | 'all',
  { inOrder, parts }: Counting,
) {
  let [rows, failing] = [0, 0];
  for (let part = 0; part < parts; part++) {
    const some = parts === 1 ? keyed : `(FROM ${keyed} WHERE hash(k) % ${parts} = ${part})`;
    const { keys, further } =
      (inOrder && (await furtherInOrder(database, some))) || (await furtherByHash(database, some));
    rows += keys;
    failing += count === 'further' || further === 0 ? further : await countBoth(database, some);
  }
  return { rows, failing };
}

async function furtherByHash(database: Queryable, keyed: string) {
  const [row] = await database.rows(`SELECT count(k) AS keys, count(DISTINCT k) AS different FROM ${keyed}`);
  const [keys, different] = [Number(row?.keys), Number(row?.different)];
  return { keys, further: keys - different };
}

/**
 * Rows come as they were put in order, each after the one before, with half the memory of a window that orders them itself. No
 * standard promises that, so it is counted too: undefined where it was not so.
 */
async function furtherInOrder(database: Queryable, keyed: string) {
  const [row] = await database.rows(
    `SELECT count(*) AS keys, count(before) AS later, count_if(k = before) AS further, count_if(k < before) AS misplaced
    FROM (SELECT k, lag(k) OVER () AS before FROM (FROM ${keyed} WHERE k IS NOT NULL ORDER BY k))`,
  );
  const [keys, later, further] = [Number(row?.keys), Number(row?.later), Number(row?.further)];
  return Number(row?.misplaced) > 0 || keys - later > 1 ? undefined : { keys, further };
}

/** All rows of a key that several have. */
async function countBoth(database: Queryable, keyed: string): Promise<number> {
  const grouped = `(SELECT count(*) AS n FROM ${keyed} GROUP BY k)`;
  const [row] = await database.rows(`SELECT sum(n) AS failing FROM ${grouped} WHERE n > 1`);
  return Number(row?.failing ?? 0);
}

/** The different keys of some columns, by which those of several parts are told from each other; with their rows if `counted`. */
export async function keysOf(
  database: Database,
  table: Table,
  { columns, all, where }: Pick<Duplicates, 'columns' | 'all' | 'where'>,
  { ignore, kept: aside, counted }: { ignore: Ignore; kept: Kept; counted: boolean },
): Promise<Keys> {
  const keys = keysFor({ database, table, kept: aside }, { columns, all, where }, ignore);
  const [row] = await keys.database.rows(`SELECT count(k) AS n FROM ${keys.from}`);
  return { rows: Number(row?.n), ...(await hashesOf(keys, hashSql(columns), counted)) };
}

/** Keys of one column in all rows that have it may have been put aside. */
export function keysFor(
  { database, table, kept: { keysOf: aside } }: { database: Database; table: Table; kept: Kept },
  wanted: Pick<Duplicates, 'columns' | 'all' | 'where'>,
  ignore: Ignore,
): KeptColumn & { areKept: boolean } {
  const column = onlyColumn(wanted, ignore);
  const found = column && aside(column);
  return found ? { ...found, areKept: true } : { database, from: keyedRows(table, wanted, ignore), areKept: false };
}

/** The column of keys that are its values, in all rows. */
function onlyColumn({ columns, where }: Pick<Duplicates, 'columns' | 'where'>, ignore: Ignore): Column | undefined {
  return columns.length === 1 && where === undefined && ignore === 'any-missing' ? columns[0] : undefined;
}

/** After FROM: `k`, the key of each row that is asked about. */
function keyedRows(
  table: Table,
  { columns, all, where }: Pick<Duplicates, 'columns' | 'all' | 'where'>,
  ignore: Ignore,
): string {
  return `(SELECT ${keySql(columns, ignore)} AS k FROM ${table.typed(all)} WHERE ${both(where, kept(ignore, columns))})`;
}

/** SQL of the hash of a key `k`: a number of 64 bits, of MD5, which is the same in every version of every engine. */
function hashSql(columns: Column[]): string {
  const [only, ...others] = columns;
  return `md5_number_lower(${only && others.length === 0 ? spelledAlike(only, 'k') : 'k'})`;
}

/** All of them, for whoever counts those of all shards: see `countStoredKeys`. */
async function writeHashes({ database, from: keyed }: KeptColumn, hash: string, file: string): Promise<void> {
  await database.rows(
    `COPY (SELECT ${hash} AS h FROM ${keyed}) TO ${text(file)} (FORMAT parquet, COMPRESSION uncompressed, USE_TMP_FILE false)`,
  );
}

async function hashesOf(
  { database, from: keyed }: KeptColumn,
  hash: string,
  counted: boolean,
): Promise<Pick<Keys, 'hashes' | 'counts'>> {
  const keys = counted ? `SELECT k, count(*) AS n FROM ${keyed} GROUP BY k` : `SELECT DISTINCT k, 1 AS n FROM ${keyed}`;
  const rows = await database.rows(
    `SELECT format('{:016x}', ${hash}) AS h, sum(n) AS n FROM (${keys}) GROUP BY h LIMIT ${maxKeys + 1}`,
  );
  if (rows.length > maxKeys) return { hashes: null };
  const all = rows.map((row): [string, number] => [String(row.h), Number(row.n)]).sort(([a], [b]) => (a < b ? -1 : 1));
  const hashes = all.map(([one]) => one);
  return counted ? { hashes, counts: all.map(([, rows]) => rows) } : { hashes };
}

/** SQL of the key of a row over some columns, unambiguous whatever the values hold. Null only for one column without a value. */
function keySql(columns: Column[], ignore: Ignore): string {
  const [only, ...others] = columns;
  if (only && others.length === 0 && ignore === 'any-missing') return only.key;
  return columns.map(partSql).join(` || `);
}

function partSql(column: Column): string {
  const spelled = spelledAlike(column, column.key);
  return `coalesce(length(${spelled}) || ':' || ${spelled}, '-')`;
}
