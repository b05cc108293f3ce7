import type { Check } from '../core/checks/check.ts';
import { columnOf } from '../core/checks/column.ts';
import { columnsOfCondition } from '../core/checks/condition.ts';
import { momentOf } from '../core/checks/limits.ts';
import type { DataContract } from '../core/contract/contract.ts';
import type { LogicalType, Property } from '../core/contract/property.ts';
import type { Database } from './database.ts';
import { typesOfTexts } from './infer-properties.ts';
import { type DataFiles, withRelation } from './open-relation.ts';
import type { Relation } from './relation.ts';

/** What a column of texts may turn out to hold, as pandas reads a CSV; a date stays the text that it is, where nothing asks for moments. */
const types: LogicalType[] = ['integer', 'number', 'boolean'];

/**
 * The relation with a type for each column of texts of which the contract says none, though a check is about it: the first
 * type that every value has. Formats without types of columns leave that to their readers. So are columns of which the contract
 * says nothing but in a condition, and `keys`, those that name rows.
 */
export async function typedRelation(
  relation: Relation,
  database: Database,
  contract: DataContract,
  keys: string[] = [],
): Promise<Relation> {
  const found = await typesOfTexts(relation, database, typesFor(contract, openColumns(contract, keys)));
  if (found.size === 0) return relation;
  const columns = relation.columns.map((column, position) => {
    const { name, storage, dateFormat } = column;
    const logicalType = found.get(name);
    return logicalType === undefined ? column : columnOf({ name, storage, dateFormat, logicalType }, position);
  });
  return { ...relation, columns };
}

/**
 * The contract with those types, from all files together: parts that are read each on its own would find each its own.
 * A column without any value is of texts.
 */
export async function typedContract(
  contract: DataContract,
  data: DataFiles,
  keys: string[] = [],
): Promise<DataContract> {
  const open = openColumns(contract, keys);
  const found = await withRelation(data, [], async (relation, database) => {
    const texts = relation.columns.filter(({ name, storage }) => storage === 'text' && open(name));
    const typed = await typesOfTexts(relation, database, typesFor(contract, open));
    return new Map(texts.map(({ name }): [string, LogicalType] => [name, typed.get(name) ?? 'string']));
  });
  const known = new Set(contract.properties.map(({ name }) => name));
  const typed = (property: Property) => ({
    ...property,
    logicalType: property.logicalType ?? found.get(property.name),
  });
  const more = [...found].filter(([name]) => !known.has(name));
  const others = more.map(([name, logicalType]) => ({
    name,
    logicalType,
    required: false,
    unique: false,
    identifier: false,
  }));
  return { ...contract, properties: [...contract.properties.map(typed), ...others] };
}

/** A check whose limits are moments, or that asks for a type of moments, means a column of them. */
function typesFor({ checks }: DataContract, open: (name: string) => boolean): (name: string) => LogicalType[] {
  const moments = new Set(checks.filter(asksForMoments).flatMap(({ columns }) => columns));
  return (name) => (open(name) ? [...types, ...(moments.has(name) ? (['timestamp'] as const) : [])] : []);
}

function asksForMoments({ kind, args }: Check): boolean {
  if (kind === 'storage-type')
    return (args as { types: string[] }).types.some((type) => /^(datetime|timestamp)/i.test(type));
  if (kind !== 'range') return false;
  return Object.values(args as object).some((limit) => typeof limit === 'string' && momentOf(limit) !== undefined);
}

/** Whether a column is asked about and has no type in the contract. */
function openColumns({ properties, checks }: DataContract, keys: string[]): (name: string) => boolean {
  const said = new Set(properties.flatMap(({ name, logicalType }) => (logicalType === undefined ? [] : [name])));
  const asked = checks.flatMap(({ columns, where }) => [...columns, ...(where ? columnsOfCondition(where) : [])]);
  const named = new Set([...properties.map(({ name }) => name), ...asked, ...keys]);
  // SQL of users may be about any column.
  const any = checks.some(
    ({ kind, where }) => kind.startsWith('sql-') || JSON.stringify(where ?? {}).includes('"sql":'),
  );
  return (name) => !said.has(name) && (any || named.has(name));
}
