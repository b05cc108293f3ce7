import type { MergedBy } from '../../core/profile/profile.ts';

/** By this name, and as `{batch}`, a query of the user knows the data. */
export const batch = 'batch';

/** A query as the engine's parser reads it. */
export type Tree = { [key: string]: unknown };

export function tableNamed({ table_name: table, schema_name: schema, catalog_name: catalog }: Tree): string {
  const parts = [catalog, schema, table].filter((part) => part !== undefined && part !== '');
  return parts.join('.').toLowerCase();
}

/** Whether it is about rows, and of functions there are none but operators in what is selected: one may be of all rows. */
export function answersByRow(tree: Tree, elsewhere: ReadonlySet<unknown>): boolean {
  if (!isPlain(tree, elsewhere)) return false;
  let byRow = true;
  walk(nodeOf(tree).select_list, (node) => {
    if (node.class === 'SUBQUERY' || (node.class === 'FUNCTION' && node.is_operator !== true)) byRow = false;
  });
  return byRow;
}

/**
 * Whether it reads rows of the data without groups, a limit and the like. A query inside may ask for rows of other data sets, which all
 * parts of the data see whole.
 */
function isPlain(tree: Tree, elsewhere: ReadonlySet<unknown>): boolean {
  const { type, from_table: from, select_list: list, where_clause: where, modifiers, ...others } = nodeOf(tree);
  const ordered = Array.isArray(modifiers) && modifiers.every((one) => (one as Tree).type === 'ORDER_MODIFIER');
  const groups = [others.group_expressions, others.group_sets, (others.cte_map as Tree | undefined)?.map];
  const plain = groups.every((some) => !Array.isArray(some) || some.length === 0);
  if (type !== 'SELECT_NODE' || tableNamed(from as Tree) !== batch || !ordered || !plain) return false;
  if (others.having || others.qualify || others.sample || others.aggregate_handling !== 'STANDARD_HANDLING')
    return false;
  let ofRows = true;
  walk([list, where], (node) => {
    if (node.class === 'WINDOW') ofRows = false;
    if (node.type === 'BASE_TABLE' && !elsewhere.has(node.table_name)) ofRows = false;
  });
  return ofRows;
}

const aggregates: Record<string, MergedBy> = {
  count_star: 'sum',
  count: 'sum',
  sum: 'sum',
  min: 'least',
  max: 'greatest',
  avg: 'mean',
  mean: 'mean',
};

/**
 * Where a query is one aggregate of rows of the data: how the answers of parts make that of the whole, and the query that answers with
 * `value` and with `rows`, how many values that is of.
 */
export function aggregateOf(tree: Tree, elsewhere: ReadonlySet<unknown>): { by: MergedBy; tree: Tree } | undefined {
  const { select_list: list, modifiers } = nodeOf(tree);
  const [call, ...others] = Array.isArray(list) ? (list as Tree[]) : [];
  const name = String(call?.function_name);
  if (call?.class !== 'FUNCTION' || others.length > 0 || call.distinct || !Object.hasOwn(aggregates, name)) return;
  const { orders } = (call.order_bys ?? {}) as { orders?: unknown[] };
  if ((orders ?? []).length > 0 || (modifiers as unknown[]).length > 0 || !isPlain(tree, elsewhere)) return;
  const counted = { ...call, alias: 'rows', function_name: name === 'count_star' ? name : 'count' };
  const answers = [{ ...call, alias: 'value' }, counted];
  const [statement] = tree.statements as Tree[];
  const node = { ...nodeOf(tree), select_list: answers };
  return { by: aggregates[name] as MergedBy, tree: { ...tree, statements: [{ ...statement, node }] } };
}

export function nodeOf(tree: Tree): Tree {
  const [statement] = tree.statements as Array<{ node: Tree }>;
  return statement?.node ?? {};
}

export function walk(node: unknown, visit: (node: Tree) => void): void {
  if (Array.isArray(node)) for (const item of node) walk(item, visit);
  else if (typeof node === 'object' && node !== null) {
    visit(node as Tree);
    for (const item of Object.values(node)) walk(item, visit);
  }
}
