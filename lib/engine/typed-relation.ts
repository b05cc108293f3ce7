import { columnOf } from '../core/checks/column.ts';
import { columnsOfCondition } from '../core/checks/condition.ts';
import type { DataContract } from '../core/contract/contract.ts';
import type { LogicalType } from '../core/contract/property.ts';
import type { Database } from './database.ts';
import { typesOfTexts } from './infer-properties.ts';
import type { Relation } from './relation.ts';

/** What a column of texts may turn out to hold, as pandas reads a CSV; a date stays the text that it is. */
const types: LogicalType[] = ['integer', 'number', 'boolean'];

/**
 * The relation with a type for each column of texts of which the contract says none, though a check is about it: the first
 * type that every value has. Formats without types of columns leave that to their readers. So are columns of which the contract
 * says nothing but in a condition, and `keys`, those that name rows.
 */
export async function typedRelation(
  relation: Relation,
  database: Database,
  { properties, checks }: DataContract,
  keys: string[] = [],
): Promise<Relation> {
  const said = new Set(properties.flatMap(({ name, logicalType }) => (logicalType === undefined ? [] : [name])));
  const asked = checks.flatMap(({ columns, where }) => [...columns, ...(where ? columnsOfCondition(where) : [])]);
  const named = new Set([...properties.map(({ name }) => name), ...asked, ...keys]);
  // SQL of users may be about any column.
  const any = checks.some(
    ({ kind, where }) => kind.startsWith('sql-') || JSON.stringify(where ?? {}).includes('"sql":'),
  );
  const open = (name: string) => !said.has(name) && (any || named.has(name));
  if (!relation.columns.some(({ name, storage }) => storage === 'text' && open(name))) return relation;
  const found = await typesOfTexts(relation, database, types, open);
  const columns = relation.columns.map((column, position) => {
    const { name, storage, dateFormat } = column;
    const logicalType = found.get(name);
    return logicalType === undefined ? column : columnOf({ name, storage, dateFormat, logicalType }, position);
  });
  return { ...relation, columns };
}
