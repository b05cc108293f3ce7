import { columnOf } from '../core/checks/column.ts';
import type { LogicalType, Property } from '../core/contract/property.ts';
import type { Database } from './database.ts';
import { type Request, scan } from './measure/scan.ts';
import { tableOf } from './measure/table.ts';
import { type DataFiles, withRelation } from './open-relation.ts';
import type { Relation } from './relation.ts';

/**
 * The columns of files and what they hold, where no contract says. A column of texts is of the first of `types` of which every
 * value is; other formats say themselves. @throws InputError `data-…`
 */
export async function inferProperties(data: DataFiles, types: LogicalType[] = ['number']): Promise<Property[]> {
  return withRelation(data, [], async (relation, database) => {
    const found = await typesOfTexts(relation, database, types);
    return relation.columns.map(({ name, logicalType }) => ({
      name,
      logicalType: found.get(name) ?? logicalType,
      required: false,
      unique: false,
      identifier: false,
    }));
  });
}

/** Types of columns of texts by name: the first of `types` that every value has. A column without any value has none. */
export async function typesOfTexts(
  relation: Relation,
  database: Database,
  types: LogicalType[],
  wanted: (name: string) => boolean = () => true,
): Promise<Map<string, LogicalType>> {
  const texts = relation.columns.flatMap(({ name, storage }, at) =>
    storage === 'text' && wanted(name) ? [{ name, at }] : [],
  );
  const found = new Map<string, LogicalType>();
  if (texts.length === 0) return found;
  for (const logicalType of types) {
    const left = texts.filter(({ name }) => !found.has(name));
    const columns = left.map(({ name, at }) => columnOf({ name, storage: 'text', logicalType }, at));
    const requests = columns.map(
      (column): Request => ({
        columns: [column],
        items: [`count(${column.value}) > 0 AND count(${column.text}) = count(${column.value}) AS ${column.raw}`],
        required: true,
      }),
    );
    const { row } = await scan(database, tableOf(relation), requests);
    for (const { name, raw } of columns) if (row[raw] === true) found.set(name, logicalType);
  }
  return found;
}
