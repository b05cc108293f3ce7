import { columnOf } from '../core/checks/column.ts';
import type { LogicalType, Property } from '../core/contract/property.ts';
import type { Database } from './database.ts';
import { type Request, scan } from './measure/scan.ts';
import { type Table, tableOf } from './measure/table.ts';
import { type DataFiles, withRelation } from './open-relation.ts';
import type { Relation } from './relation.ts';

/**
 * The columns of files and what they hold, where no contract says. A column of texts is of the first of `types` of which every
 * value is; other formats say themselves. @throws InputError `data-…`
 */
export async function inferProperties(data: DataFiles, types: LogicalType[] = ['number']): Promise<Property[]> {
  return withRelation(data, [], async (relation, database) => {
    const found = await typesOfTexts(relation, database, () => types);
    return relation.columns.map(({ name, logicalType }) => ({
      name,
      logicalType: found.get(name) ?? logicalType,
      required: false,
      unique: false,
      identifier: false,
    }));
  });
}

/** Rows by which most types are told to be wrong, at next to no cost. */
const headRows = 20_000;

/** Types of columns of texts by name: the first of those asked for that every value has. A column without any value has none. */
export async function typesOfTexts(
  relation: Relation,
  database: Database,
  asked: (name: string) => LogicalType[],
): Promise<Map<string, LogicalType>> {
  let left = await fittingHead(relation, database, asked);
  const found = new Map<string, LogicalType>();
  while (left.length > 0) {
    const first = left.filter(({ name }, index) => left.findIndex((other) => other.name === name) === index);
    const all = await fitting(database, tableOf(relation), first, 'count(value) > 0 AND count(text) = count(value)');
    for (const { name, logicalType } of all) found.set(name, logicalType);
    left = left.filter((candidate) => !found.has(candidate.name) && !first.includes(candidate));
  }
  return found;
}

/** The same as far as the first rows tell, and null of a column that has no value in those. */
export async function likelyTypesOfTexts(
  relation: Relation,
  database: Database,
  asked: (name: string) => LogicalType[],
): Promise<Map<string, LogicalType | null>> {
  const fit = await fittingHead(relation, database, asked);
  const first = [...new Map(fit.toReversed().map((candidate) => [candidate.name, candidate])).values()];
  const there = await fitting(database, headOf(relation), first, 'count(value) > 0');
  return new Map(first.map((candidate) => [candidate.name, there.includes(candidate) ? candidate.logicalType : null]));
}

function fittingHead(
  relation: Relation,
  database: Database,
  asked: (name: string) => LogicalType[],
): Promise<Candidate[]> {
  const candidates = relation.columns.flatMap(({ name, storage }, at) =>
    storage === 'text' ? asked(name).map((logicalType) => ({ name, at, logicalType })) : [],
  );
  return fitting(database, headOf(relation), candidates, 'count(text) = count(value)');
}

function headOf(relation: Relation): Table {
  return tableOf(relation, (rows) => `(FROM ${rows} LIMIT ${headRows})`);
}

interface Candidate {
  name: string;
  at: number;
  logicalType: LogicalType;
}

/** Those for which SQL over `text` and `value` is true. One query asks each column for one type at most. */
async function fitting(database: Database, table: Table, candidates: Candidate[], sql: string): Promise<Candidate[]> {
  const fit = new Set<Candidate>();
  const nth = ({ name }: Candidate, index: number) =>
    candidates.slice(0, index).filter((other) => other.name === name).length;
  for (const [, some] of Map.groupBy(candidates, nth)) {
    const columns = some.map(({ name, at, logicalType }) => columnOf({ name, storage: 'text', logicalType }, at));
    const requests = columns.map(
      (column): Request => ({
        columns: [column],
        items: [`${sql.replaceAll('text', column.text).replaceAll('value', column.value)} AS ${column.raw}`],
        required: true,
      }),
    );
    const { row } = await scan(database, table, requests);
    for (const candidate of some) if (row[`c${candidate.at}`] === true) fit.add(candidate);
  }
  return candidates.filter((candidate) => fit.has(candidate));
}
