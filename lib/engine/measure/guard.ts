import { text } from '../../core/checks/sql.ts';
import { InputError } from '../../core/errors.ts';
import type { MergedBy } from '../../core/profile/profile.ts';
import type { Database } from '../database.ts';
import { aggregateOf, answersByRow, batch, nodeOf, type Tree, tableNamed, walk } from './query-shape.ts';

/** Functions that look beyond the rows: files, settings, other SQL, state. The engine is locked besides. */
const refused =
  /^(read_|glob$|query$|query_table$|sniff_|parquet_|pragma_|duckdb_|which_secret$|getenv$|getvariable$|current_setting$|nextval$|currval$|setseed$|sleep|signalbox_|json_execute|from_substrait|write_|copy_|load_|checkpoint|force_|add_parquet_key|enable_|disable_|vector_type$|txid_|in_search_path$|current_(query|schema|schemas|database|user)|version$|seq_scan$|arrow_scan)/i;

/** Table functions that make rows of nothing. */
const rowMakers = ['range', 'generate_series', 'unnest'];

/** As functions of a row they make a list or a text of any length, in memory that is not counted, while nothing can stop them. */
const valueMakers = /^(range|generate_series|repeat)$/i;

/** So do these, unless what they make is of a length that is written out: their second argument. */
const lengthMakers = /^(lpad|rpad|list_resize|array_resize|bitstring)$/i;
const longest = 10_000;
/** And these, by the widths in their first argument. */
const formatters = /^(format|printf)$/i;

const tables = ['BASE_TABLE', 'SUBQUERY', 'JOIN', 'EXPRESSION_LIST', 'EMPTY', 'TABLE_FUNCTION', 'CTE', 'COLUMN_DATA'];
const otherTables = ['SHOW_REF', 'PIVOT', 'BOUND_TABLE_REF', 'DELIM_GET'];

/** One aggregate of rows. `sql` answers with it as `value`, and with how many values it is of as `rows`. */
export interface MergeableAggregate {
  by: MergedBy;
  sql: string;
}

export interface GuardedQuery {
  sql: string;
  /** It answers for each row by that row alone. */
  ofRows: boolean;
  /** What it answers with, where the answers of parts of the data tell that of the whole. */
  aggregate?: MergeableAggregate | undefined;
  /** Names of the other data sets that it reads, each as `sql` calls it. */
  reads: ReadonlyMap<string, string>;
}

/**
 * A query of the user as the engine's own parser reads it, if it is one SELECT over `batch`, over `others` and over what it makes itself.
 * @throws InputError `sql-refused` with what is not allowed.
 */
export async function guardQuery(database: Database, query: string, others: string[] = []): Promise<GuardedQuery> {
  const tree = await parse(database, query.replaceAll(/\{\{?\s*batch\s*\}?\}/g, batch));
  const own = namesOfTables(tree);
  const reads = nameOthers(tree, own, others);
  verify(tree, new Set([...own, ...reads.values()]), [...own, ...others]);
  const elsewhere = new Set(reads.values());
  const sql = await deparse(database, tree);
  const ofRows = answersByRow(tree, elsewhere);
  const aggregate = aggregateOf(tree, elsewhere);
  return {
    sql,
    ofRows,
    aggregate: aggregate && { by: aggregate.by, sql: await deparse(database, aggregate.tree) },
    reads,
  };
}

/** Gives other data sets names that nothing in a query can have, and answers with those. What WITH names goes before them. */
function nameOthers(tree: Tree, own: ReadonlySet<string>, others: string[]): Map<string, string> {
  const reads = new Map<string, string>();
  walk(tree, (node) => {
    if (node.type !== 'BASE_TABLE') return;
    const name = tableNamed(node);
    const found = own.has(name) ? undefined : others.find((other) => other.toLowerCase() === name);
    if (found === undefined) return;
    const given = `data set ${others.indexOf(found)}`;
    reads.set(found, given);
    Object.assign(node, { alias: node.alias || node.table_name, table_name: given, schema_name: '', catalog_name: '' });
  });
  return reads;
}

/** An expression over columns, which `rename` gives other names; it may not have a query inside. */
export async function guardExpression(
  database: Database,
  expression: string,
  rename: (name: string) => string,
): Promise<string> {
  const tree = await parse(database, `SELECT 1 FROM ${batch} WHERE (${expression}\n)`);
  const condition = conditionOf(tree);
  if (!condition) throw refuse('must be one expression that is true or false for a row');
  verify(tree, new Set([batch]));
  walk(condition, (node) => {
    if (['SUBQUERY', 'LAMBDA', 'WINDOW', 'STAR'].includes(String(node.class)))
      throw refuse(
        `has a ${String(node.class).toLowerCase()}; allowed: columns, values, operators and functions of a row`,
      );
    if (node.class !== 'COLUMN_REF' || !Array.isArray(node.column_names)) return;
    const [name, ...more] = node.column_names.filter((part, index) => index > 0 || part !== batch);
    // What follows a name is a field of it.
    node.column_names = [rename(String(name)), ...more];
  });
  const sql = await deparse(database, tree);
  return sql.slice(`SELECT 1 FROM ${batch} WHERE `.length);
}

function refuse(says: string): InputError {
  return new InputError('sql-refused', `the SQL ${says}`);
}

async function parse(database: Database, sql: string): Promise<Tree> {
  const [row] = await database.rows(`SELECT json_serialize_sql(${text(sql)}) AS tree`);
  const tree = JSON.parse(withoutPlaces(String(row?.tree))) as {
    error: boolean;
    error_message?: string;
    statements?: unknown[];
  };
  if (tree.error) {
    const said = String(tree.error_message).split('\n')[0]?.slice(0, 200);
    throw refuse(
      /SELECT statements/.test(String(said)) ? 'is no SELECT; nothing else is allowed' : `cannot be read: ${said}`,
    );
  }
  if (tree.statements?.length !== 1)
    throw refuse(`has ${tree.statements?.length ?? 0} statements; exactly one SELECT is allowed`);
  return tree as unknown as Tree;
}

/** Places in the text are 64-bit numbers, which JavaScript would not give back as they were; so are large numbers of the user. */
function withoutPlaces(json: string): string {
  const short = json.replaceAll(/"query_location":\d+/g, '"query_location":0');
  const wide = /[^\\]":(-?\d{16,})/.exec(short);
  if (wide) throw refuse(`has the number ${wide[1]}; allowed: up to 15 digits, or a text that is cast`);
  return short;
}

async function deparse(database: Database, tree: Tree): Promise<string> {
  const [row] = await database.rows(`SELECT json_deserialize_sql(${text(JSON.stringify(tree))}) AS sql`);
  return String(row?.sql);
}

/** The one condition of `SELECT 1 FROM batch WHERE (…)`; undefined where the expression has broken out of its brackets. */
function conditionOf(tree: Tree): Tree | undefined {
  const {
    type,
    where_clause: where,
    group_expressions: groups,
    having,
    qualify,
    modifiers,
    sample,
    from_table,
  } = nodeOf(tree);
  const others = [groups, modifiers].some((list) => Array.isArray(list) && list.length > 0);
  const plain = type === 'SELECT_NODE' && (from_table as Tree).type === 'BASE_TABLE' && !others;
  return plain && !having && !qualify && !sample ? (where as Tree) : undefined;
}

/** Names that FROM may have: the data, and what WITH names. */
function namesOfTables(tree: Tree): Set<string> {
  const names = new Set([batch]);
  walk(tree, (node) => {
    const { map } = (node.cte_map ?? {}) as { map?: Array<{ key: string }> };
    for (const { key } of map ?? []) {
      // A name that could be that of a file is none of ours.
      if (!/^[A-Za-z_]\w*$/.test(key))
        throw refuse(`names a part ${JSON.stringify(key)}; allowed: letters, digits and _`);
      names.add(key.toLowerCase());
    }
  });
  return names;
}

function verify(tree: Tree, names: ReadonlySet<string>, known: string[] = [batch]): void {
  const told = known.join(', ');
  const afterFrom = new Set<unknown>();
  walk(tree, (node) => {
    if (node.type === 'TABLE_FUNCTION') afterFrom.add(node.function);
    const { type, class: kind, table_name: table, function_name: name } = node;
    if (kind === 'PARAMETER') throw refuse('has a parameter; allowed: values');
    if (kind === 'FUNCTION' && refused.test(String(name)))
      throw refuse(`calls ${String(name)}, which looks beyond the rows`);
    if (kind === 'FUNCTION' && valueMakers.test(String(name)) && !afterFrom.has(node))
      throw refuse(
        `makes a value of any length by ${String(name)}; allowed: range and generate_series after FROM, where they make rows`,
      );
    if (kind === 'FUNCTION') verifyLength(node);
    if (kind !== undefined || typeof type !== 'string') return;
    if (otherTables.includes(type)) throw refuse(`reads ${type.toLowerCase().replace('_ref', '')}; allowed: ${told}`);
    if (!tables.includes(type)) return;
    if (type === 'BASE_TABLE' && !names.has(tableNamed(node)))
      throw refuse(`reads ${JSON.stringify(node.table_name)}; allowed: ${told}`);
    const called = (node.function as Tree | undefined)?.function_name;
    if (type === 'TABLE_FUNCTION' && !rowMakers.includes(String(called).toLowerCase()))
      throw refuse(`reads ${String(called)}; allowed: ${told} and what the query makes itself`);
    if (table !== undefined && type !== 'BASE_TABLE') throw refuse(`reads ${String(table)}; allowed: ${told}`);
  });
}

function verifyLength({ function_name: name, children }: Tree): void {
  const [first, second] = Array.isArray(children) ? children.map(constantOf) : [];
  if (lengthMakers.test(String(name)) && !(typeof second === 'number' && second <= longest))
    throw refuse(`calls ${String(name)} for a length that is not written out; allowed: a number up to 10,000`);
  if (formatters.test(String(name)) && !(typeof first === 'string' && !/\d{5}|\*|\{[^}]*\{/.test(first)))
    throw refuse(
      `calls ${String(name)} with widths that are not written out; allowed: a text with widths of up to 4 digits`,
    );
}

/** The value of a constant, as the engine's parser writes it. */
function constantOf(node: unknown): unknown {
  const { class: kind, value } = node as { class?: string; value?: { is_null?: boolean; value?: unknown } };
  return kind === 'CONSTANT' ? value?.value : undefined;
}
