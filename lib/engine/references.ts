import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { columnOf } from '../core/checks/column.ts';
import type { AskedReference, Reference, References } from '../core/checks/reference.ts';
import type { DataContract } from '../core/contract/contract.ts';
import type { Property } from '../core/contract/property.ts';
import { askedOf } from '../core/contract/referenced.ts';
import type { DataFormat } from '../core/data-format.ts';
import { InputError, messageOf } from '../core/errors.ts';
import type { Database } from './database.ts';
import { typesOfTexts } from './infer-properties.ts';
import { tableOf } from './measure/table.ts';
import { openSource, type Source } from './source/source.ts';
import type { SourceFile } from './source/table.ts';
import { columnTypes } from './typed-relation.ts';

/** A data set that checks compare with, by the name that rules have for it. */
export interface ReferenceData {
  name: string;
  files: SourceFile[];
  format: DataFormat;
}

/** Data sets that are ready for the engine. */
export interface OpenedReferences {
  /** What the engine must be allowed to read. */
  paths: string[];
  /** Looks through each for what is in the way of reading it, and for the types of its columns. */
  references(database: Database): Promise<References>;
  close(): Promise<void>;
}

interface Opened {
  name: string;
  /** Whether a check asks for what a column holds. */
  asks(column: string): boolean;
  source: Source | InputError;
}

/** Those that the contract's checks compare with. What cannot be read is the fault of those checks alone. */
export async function openReferences(
  given: ReferenceData[],
  contract: DataContract,
  workDir: string,
): Promise<OpenedReferences> {
  const opened: Opened[] = [];
  for (const [at, { name, ...data }] of given.entries()) {
    const wanted = contract.checks.flatMap((check) => askedOf(check, name));
    if (wanted.length === 0) continue;
    const folder = join(workDir, `reference-${at}`);
    await mkdir(folder, { recursive: true });
    const source = await orWhyNot(() =>
      openSource({ ...data, declared: fieldsOf(wanted), required: [], workDir: folder }),
    );
    const asks = (column: string) => wanted.some(({ columns }) => columns === 'all' || columns.includes(column));
    opened.push({ name, asks, source });
  }
  const sources = opened.flatMap(({ source }) => (source instanceof InputError ? [] : [source]));
  return {
    paths: sources.flatMap(({ paths }) => paths),
    references: async (database) => {
      const found = new Map<string, Reference | InputError>();
      for (const { source, ...wanted } of opened)
        found.set(
          wanted.name,
          source instanceof InputError ? source : await orWhyNot(() => readOne(wanted, source, database)),
        );
      return found;
    },
    close: async () => {
      for (const source of sources) await source.close();
    },
  };
}

/** A name with dots may be that of a field within a column, which is looked for where it is asked for. */
function fieldsOf(asked: AskedReference[]): Property[] {
  const names = asked.flatMap(({ columns }) => (columns === 'all' ? [] : columns)).filter((name) => name.includes('.'));
  return [...new Set(names)].map((name) => ({ name, required: false, unique: false, identifier: false }));
}

async function orWhyNot<T>(work: () => Promise<T>): Promise<T | InputError> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof InputError) return thrown;
    throw thrown;
  }
}

async function readOne(
  { name, asks }: Pick<Opened, 'name' | 'asks'>,
  source: Source,
  database: Database,
): Promise<Reference> {
  try {
    const relation = await source.relation(database);
    const types = await typesOfTexts(relation, database, (column) => (asks(column) ? columnTypes : []));
    const columns = relation.columns.map((column, position) =>
      columnOf({ ...column, logicalType: types.get(column.name) ?? column.logicalType }, position),
    );
    const { typed } = tableOf({ ...relation, columns });
    const [row] = await database.rows(`SELECT count(*) AS n FROM ${relation.rows}`);
    return { name, columns: new Map(columns.map((column) => [column.name, column])), rows: Number(row?.n), typed };
  } catch (thrown) {
    throw (await source.fault(messageOf(thrown), database)) ?? thrown;
  }
}
