import { columnOf } from '../core/checks/column.ts';
import type { Property } from '../core/contract/property.ts';
import type { Database } from './database.ts';
import { type Request, scan } from './measure/scan.ts';
import { tableOf } from './measure/table.ts';
import { type DataFiles, withRelation } from './open-relation.ts';
import type { Relation } from './relation.ts';

/**
 * The columns of files and what they hold, where no contract says. A column of texts is one of numbers when every value is one;
 * other formats say themselves. @throws InputError `data-…`
 */
export async function inferProperties(data: DataFiles): Promise<Property[]> {
  return withRelation(data, [], async (relation, database) => {
    const numeric = await numericTexts(relation, database);
    return relation.columns.map(({ name, logicalType }) => ({
      name,
      logicalType: numeric.has(name) ? 'number' : logicalType,
      required: false,
      unique: false,
      identifier: false,
    }));
  });
}

async function numericTexts(relation: Relation, database: Database): Promise<Set<string>> {
  const texts = relation.columns.flatMap(({ name, storage }, at) =>
    storage === 'text' ? [columnOf({ name, storage, logicalType: 'number' }, at)] : [],
  );
  const requests = texts.map(
    (column): Request => ({
      columns: [column],
      items: [`count(${column.value}) > 0 AND count(${column.text}) = count(${column.value}) AS ${column.raw}`],
      required: true,
    }),
  );
  const { row } = await scan(database, tableOf(relation), requests);
  return new Set(texts.flatMap(({ name, raw }) => (row[raw] === true ? [name] : [])));
}
