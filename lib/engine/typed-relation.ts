import { aboutAnyColumn } from '../core/checks/any-column.ts';
import type { Check } from '../core/checks/check.ts';
import { type Column, columnOf } from '../core/checks/column.ts';
import { columnsOfCondition } from '../core/checks/condition.ts';
import { momentOf } from '../core/checks/limits.ts';
import type { Row } from '../core/checks/measure.ts';
import { countIf } from '../core/checks/sql.ts';
import type { DataContract } from '../core/contract/contract.ts';
import type { LogicalType, Property } from '../core/contract/property.ts';
import type { Database } from './database.ts';
import { expandedBy } from './find-columns.ts';
import { likelyTypesOfTexts, typesOfTexts } from './infer-properties.ts';
import type { Request } from './measure/scan.ts';
import { type DataFiles, withRelation } from './open-relation.ts';
import type { Relation } from './relation.ts';

/** What a column of texts may turn out to hold, as pandas reads a CSV; a date stays the text that it is, where nothing asks for moments. */
export const columnTypes: LogicalType[] = ['integer', 'number', 'boolean'];

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
  return withTypes(relation, await typesOfTexts(relation, database, typesFor(contract, openColumns(contract, keys))));
}

/** A relation with types that the first rows suggest. Whoever scans it learns whether the others are of them. */
export interface Guess {
  relation: Relation;
  /** Columns whose type is guessed. */
  columns: Column[];
  /** To be scanned over all rows. */
  proofs: Request[];
  holds(scanned: Row): boolean;
}

/** The same for the price of the first rows, where those are like the others. */
export async function guessedRelation(
  relation: Relation,
  database: Database,
  contract: DataContract,
  keys: string[] = [],
): Promise<Guess> {
  const found = await likelyTypesOfTexts(relation, database, typesFor(contract, openColumns(contract, keys)));
  const guessed = withTypes(relation, found);
  const columns = guessed.columns.filter(({ name }) => found.has(name));
  const proofs = columns.map((column): Request & { alias: string } => {
    const { raw, value, present, name } = column;
    const alias = `typed_${raw}`;
    const isRight = found.get(name)
      ? `count(${value}) > 0 AND count(${value}) = ${countIf(present)}`
      : `count(${raw}) = 0`;
    return { columns: [column], items: [`${isRight} AS ${alias}`], required: true, alias };
  });
  return {
    relation: guessed,
    columns,
    proofs,
    holds: (scanned) => proofs.every(({ alias }) => scanned[alias] === true),
  };
}

function withTypes(relation: Relation, found: ReadonlyMap<string, LogicalType | null>): Relation {
  const columns = relation.columns.map((column, position) => {
    const { name, storage, dateFormat, ungrouped } = column;
    const logicalType = found.get(name);
    return logicalType
      ? columnOf({ name, storage, dateFormat, ungrouped, logicalType, proved: true }, position)
      : column;
  });
  return { ...relation, columns };
}

/**
 * The contract with those types, from all files together: parts that are read each on its own would find each its own.
 * A column without any value is of texts.
 */
export async function typedContract(asked: DataContract, data: DataFiles, keys: string[] = []): Promise<DataContract> {
  const { contract, found } = await withRelation(data, [], async (relation, database) => {
    const contract = expandedBy(asked, relation.columns);
    const open = openColumns(contract, keys);
    const texts = relation.columns.filter(({ name, storage }) => storage === 'text' && open(name));
    const typed = await typesOfTexts(relation, database, typesFor(contract, open));
    const found = new Map(texts.map(({ name }): [string, LogicalType] => [name, typed.get(name) ?? 'string']));
    return { contract, found };
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
  return (name) => (open(name) ? [...columnTypes, ...(moments.has(name) ? (['timestamp'] as const) : [])] : []);
}

function asksForMoments({ kind, args }: Check): boolean {
  if (kind === 'storage-type')
    return (args as { types: string[] }).types.some((type) => /^(datetime|timestamp)/i.test(type));
  if (kind !== 'range') return false;
  return Object.values(args as object).some((limit) => typeof limit === 'string' && momentOf(limit) !== undefined);
}

/** Whether a column is asked about and has no type in the contract. */
function openColumns({ properties, found = [], checks }: DataContract, keys: string[]): (name: string) => boolean {
  const said = new Set(
    [...properties, ...found].flatMap(({ name, logicalType }) => (logicalType === undefined ? [] : [name])),
  );
  const asked = checks.flatMap(({ columns, where }) => [...columns, ...(where ? columnsOfCondition(where) : [])]);
  const named = new Set([...properties.map(({ name }) => name), ...asked, ...keys]);
  const any = checks.some(aboutAnyColumn);
  return (name) => !said.has(name) && (any || named.has(name));
}
