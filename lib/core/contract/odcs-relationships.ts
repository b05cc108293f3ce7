import * as z from 'zod';
import { noRow } from '../checks/bound.ts';
import type { Check } from '../checks/check.ts';
import { type Path, validate } from '../yaml-source.ts';
import type { OdcsContext } from './odcs-context.ts';
import type { FlatProperty } from './odcs-nested.ts';
import type { OdcsTable } from './odcs-schema.ts';

const ends = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);
const relationship = z.looseObject({ type: z.string().default('foreignKey'), from: ends.optional(), to: ends });

/** One end of a relationship: a column as the data of its table has it. */
interface End {
  /** What the table may be called. */
  tables: string[];
  column: string;
}

interface Described {
  table: OdcsTable;
  /** All tables of the contract. */
  tables: OdcsTable[];
  properties: FlatProperty[];
}

/**
 * Foreign keys into the tables that are given. People write down many more than they have at hand: the others, those of other tables, and those
 * into other contracts, tell them something.
 */
export function relationshipChecks({ table, tables, properties }: Described, context: OdcsContext, at: Path): Check[] {
  if (!context.options.references?.length) return [];
  const own = (odcs: FlatProperty['odcs']) => ({ tables: namesOf(table), column: odcs.physicalName ?? odcs.name });
  return [
    ...entriesOf(table.relationships, context, at).flatMap((entry) =>
      checkOf(entry, undefined, tables, table, context),
    ),
    ...properties.flatMap(({ odcs, path }) =>
      entriesOf(odcs.relationships, context, path).flatMap((entry) =>
        checkOf(entry, own(odcs), tables, table, context),
      ),
    ),
  ];
}

type Entry = z.output<typeof relationship> & { path: Path };

function entriesOf(given: unknown, { source }: OdcsContext, path: Path): Entry[] {
  const at = [...path, 'relationships'];
  const entries = given === undefined || given === null ? [] : validate(z.array(relationship), given, source, at);
  return entries.flatMap((entry, index) => (entry.type === 'foreignKey' ? [{ ...entry, path: [...at, index] }] : []));
}

function checkOf(
  { from, to, path }: Entry,
  property: End | undefined,
  tables: OdcsTable[],
  table: OdcsTable,
  context: OdcsContext,
): Check[] {
  const resolve = (end: string) => endOf(end, tables, context);
  if (from === undefined && !property) throw context.fault([...path, 'from'], 'is missing: whose key is it?');
  const ours = property && from === undefined ? [property] : [from ?? []].flat().map(resolve);
  const theirs = [to].flat().map(resolve);
  if (ours.length !== theirs.length)
    throw context.fault([...path, 'to'], `names ${theirs.length} columns for ${ours.length}; as many are needed`);
  if (!ours.every((end) => end?.tables.some((name) => namesOf(table).includes(name)))) return [];
  const reference = context.options.references?.find((name) => theirs.every((end) => end?.tables.includes(name)));
  if (reference === undefined) return [];
  return [
    {
      kind: 'referential-integrity',
      columns: columnsOf(ours),
      args: { reference, columns: columnsOf(theirs) },
      accept: noRow,
      severity: 'error',
      source: context.place([...path, 'to']),
    },
  ];
}

function columnsOf(ends: Array<End | undefined>): string[] {
  return ends.flatMap((end) => (end ? [end.column] : []));
}

/** `table.column`, or by ids: `schema/table/properties/column`. Undefined for one of another contract. */
function endOf(written: string, tables: OdcsTable[], { options }: OdcsContext): End | undefined {
  if (/^[^#]+#/.test(written)) return undefined;
  const byId = /^#?\/?schema\/([^/]+)\/properties\/(.+)$/.exec(written);
  if (byId) {
    const table = tables.find(({ id, name }) => id === byId[1] || name === byId[1]);
    return table && { tables: namesOf(table), column: columnNamed(table, byId[2] ?? '') };
  }
  const known = [...tables.flatMap(namesOf), ...(options.references ?? [])];
  const [longest] = known.filter((name) => written.startsWith(`${name}.`)).sort((a, b) => b.length - a.length);
  const end = longest?.length ?? written.indexOf('.');
  const [name, column] = [written.slice(0, Math.max(0, end)), written.slice(end + 1)];
  const table = tables.find((one) => namesOf(one).includes(name));
  return table ? { tables: namesOf(table), column: columnNamed(table, column) } : { tables: [name], column };
}

/** As the data of a table has it, where the contract says. */
function columnNamed({ properties }: OdcsTable, named: string): string {
  const found = properties.find(({ id, name }) => id === named || name === named);
  return found?.physicalName ?? found?.name ?? named;
}

function namesOf({ name, physicalName = name }: OdcsTable): string[] {
  return [...new Set([name, physicalName])];
}
