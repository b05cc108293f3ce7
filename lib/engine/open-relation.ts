import type { Property } from '../core/contract/property.ts';
import type { DataFormat } from '../core/data-format.ts';
import { type Database, type Limits, openDatabase } from './database.ts';
import type { Relation } from './relation.ts';
import { openSource } from './source/source.ts';
import type { SourceFile } from './source/table.ts';

export interface DataFiles {
  files: SourceFile[];
  /** What is not said is told by each file. */
  format: DataFormat;
  /** Local folder in which the engine may spill. */
  workDir: string;
  limits?: Limits;
}

/** Hands over the rows of files as one relation, and closes everything afterwards. @throws InputError `data-…` */
export async function withRelation<T>(
  { files, format, workDir, limits }: DataFiles,
  declared: Property[],
  use: (relation: Relation, database: Database) => Promise<T>,
): Promise<T> {
  const source = await openSource({ files, format, declared, workDir });
  try {
    const database = await openDatabase(source.paths, workDir, limits);
    try {
      return await use(await source.relation(database), database);
    } catch (thrown) {
      const fault = thrown instanceof Error ? await source.fault(thrown.message, database) : undefined;
      throw fault ?? thrown;
    } finally {
      database.close();
    }
  } finally {
    await source.close();
  }
}
