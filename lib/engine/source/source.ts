import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from '../../core/checks/sql.ts';
import type { Property } from '../../core/contract/property.ts';
import { type DataFormat, delimiterOf } from '../../core/data-format.ts';
import { InputError } from '../../core/errors.ts';
import { partitionOf } from '../../core/partition.ts';
import type { Database } from '../database.ts';
import { type Relation, relationOf } from '../relation.ts';
import { checkColumns } from './column-names.ts';
import { openCsv } from './csv.ts';
import { openJsonLines } from './json-lines.ts';
import { openParquet } from './parquet.ts';
import { type Prepared, prepare } from './prepared.ts';
import type { FoundColumn, OnFile, SourceFile, Table, WantedColumn } from './table.ts';
import { unify } from './unify.ts';

/** Files of one data set, ready for the engine. */
export interface Source {
  /** What the engine must be allowed to read. */
  paths: string[];
  /** Of a part of a CSV: whether it holds an odd number of quotes. */
  oddQuotes: boolean | undefined;
  /** @throws InputError `data-…` or `columns-absent` */
  relation(database: Database): Promise<Relation>;
  /** Why the engine failed over a file, in words of that; undefined when it was none. */
  fault(message: string, database: Database): Promise<InputError | undefined>;
  /** Removes what was written to read it. */
  close(): Promise<void>;
}

export interface SourceOptions {
  files: SourceFile[];
  /** What is not said is told by each file. */
  format: DataFormat;
  /** Columns as they are declared. */
  declared: Property[];
  /** Columns that must be there. @default all that are declared */
  required?: Property[];
  workDir: string;
  onFile?: OnFile | undefined;
}

/** `partition`: columns that the folders of the file's name say. */
type Opened = Table &
  Pick<Prepared, 'type' | 'oddQuotes'> & { divided: boolean; partition: ReadonlyMap<string, string | null> };

const openers = { csv: openCsv, parquet: openParquet, jsonl: openJsonLines } as const;

/**
 * Looks at every file: unpacked and in UTF-8 where it is not, its bytes checked as far as the engine does not.
 * @throws InputError `data-…` or `columns-absent` in words of the file.
 */
export async function openSource(options: SourceOptions): Promise<Source> {
  const opened: Opened[] = [];
  const copies: string[] = [];
  const close = async () => {
    for (const copy of copies) await rm(copy, { force: true });
  };
  try {
    for (const [index, file] of options.files.entries()) {
      options.onFile?.(file.name, index + 1, options.files.length);
      const copy = join(options.workDir, `source-${index}`);
      copies.push(copy);
      opened.push(await openOne(file, copy, options));
    }
    refuseSeveralTypes(opened);
  } catch (thrown) {
    await close();
    throw thrown;
  }
  const fault = async (message: string, database: Database) => {
    for (const table of opened) {
      const found = await table.fault(message, database);
      if (found) return found;
    }
    return undefined;
  };
  return {
    paths: opened.map(({ path }) => path),
    oddQuotes: opened[0]?.oddQuotes,
    relation: (database) => relationOfFiles(database, opened, options),
    fault,
    close,
  };
}

async function openOne(file: SourceFile, copy: string, options: SourceOptions): Promise<Opened> {
  const { format, declared, required = declared } = options;
  const partition = partitionOf(file.name);
  const { path, type, oddQuotes, digitGroups } = await prepare(file, format, copy);
  const moments = declared.filter(({ logicalType }) => ['date', 'timestamp', 'time'].includes(logicalType ?? ''));
  const table = await openers[type]({
    name: file.name,
    path,
    part: file.part,
    digitGroups,
    delimiter: delimiterOf(file.name, format),
    required: required.map(({ name }) => name).filter((name) => !partition.has(name)),
    moments: new Set(moments.map(({ name }) => name)),
    fields: declared.flatMap(({ name }) => (name.includes('.') ? [name] : [])),
  });
  return { ...table, type, partition, divided: file.part !== undefined, oddQuotes };
}

function refuseSeveralTypes([first, ...others]: Opened[]): void {
  const other = others.find(({ type }) => type !== first?.type);
  if (other && first)
    throw new InputError(
      'data-columns-differ',
      `${other.name}: is ${other.type}, and ${first.name} is ${first.type}; files that are read together need the same format`,
    );
}

async function relationOfFiles(database: Database, opened: Opened[], options: SourceOptions): Promise<Relation> {
  const { declared, required = declared } = options;
  const files: Array<{ name: string; columns: FoundColumn[]; said: string[] }> = [];
  for (const table of opened) {
    const found = await table.columns(database);
    // A key that no line of this part has may be in another.
    const absent = table.type === 'jsonl' && table.divided ? missingOf(declared, found, table.partition) : [];
    const columns = [...found, ...absent];
    // What a file holds goes before what its folder says.
    const said = [...table.partition.keys()].filter((key) => !columns.some(({ name }) => name === key));
    files.push({
      name: table.name,
      columns: [...columns, ...said.map((name) => ({ name, storage: 'text' as const }))],
      said,
    });
  }
  const columns = unify(files, opened[0]?.type === 'jsonl');
  const partsOf = (wanted: WantedColumn[]) =>
    opened.map((table, index) => ({
      name: table.name,
      sql: withPartition(table, wanted, files[index]?.said ?? []),
    }));
  const names = columns.map(({ name }) => name);
  checkColumns(
    names,
    required.map(({ name }) => name),
    opened
      .map(({ name }) => name)
      .slice(0, 3)
      .join(', '),
  );
  const byName = new Map(declared.map((property) => [property.name, property]));
  const types = columns.map((column) => ({ ...byName.get(column.name), ...column }));
  const withNumbers = (names: ReadonlySet<string>) =>
    relationOf(partsOf(columns.map((column) => (names.has(column.name) ? { ...column, double: true } : column))), types)
      .rows;
  return {
    ...relationOf(partsOf(columns), types, opened[0]?.type === 'parquet'),
    ...(opened[0]?.type === 'csv' ? { withNumbers } : {}),
  };
}

function missingOf(declared: SourceOptions['declared'], found: FoundColumn[], partition: ReadonlyMap<string, unknown>) {
  const has = (name: string) => partition.has(name) || found.some((column) => column.name === name);
  return declared.flatMap(({ name }): FoundColumn[] => (has(name) ? [] : [{ name, storage: null }]));
}

function withPartition({ sql, partition }: Opened, columns: WantedColumn[], said: string[]): string {
  const from = sql(columns);
  if (said.length === 0) return from;
  const items = said.map((name) => {
    const value = partition.get(name) ?? null;
    const literal = value === null ? 'CAST(NULL AS VARCHAR)' : text(value);
    return `${literal} AS c${columns.findIndex((column) => column.name === name)}`;
  });
  return `(SELECT * REPLACE (${items.join(', ')}) FROM ${from})`;
}
