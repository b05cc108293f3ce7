import type { Storage } from '../../core/checks/column.ts';
import type { DataPart } from '../../core/data-parts.ts';
import type { InputError } from '../../core/errors.ts';
import type { Database } from '../database.ts';

export interface SourceFile {
  /** Where it lies on this machine. */
  path: string;
  /** What it is called in messages: its key or path as the user knows it. Its folders may say columns: `country=DE/`. */
  name: string;
  /** What of it is read; the others of its bytes need not be there. @default all */
  part?: DataPart | undefined;
}

/** Hears of a file before it is looked at, which of how many it is, from 1 on. */
export type OnFile = (file: string, at: number, of: number) => void;

/** A column as one file has it. */
export interface FoundColumn {
  name: string;
  /** Null where the file holds no value of it, so that it is of any type. */
  storage: Storage | null;
  /** Whether its moments are of a time zone. */
  zoned?: true;
  /** It is within a column of the file. */
  field?: true;
  /** Whether none of its texts has digits in groups: see `ColumnType`. */
  ungrouped?: true;
}

/** A column that the relation wants of each file, as this. */
export interface WantedColumn {
  name: string;
  storage: Storage;
  zoned?: true;
  field?: true;
  ungrouped?: true;
  /** A text that is to be read as DOUBLE, and is an error of the engine where it is none. */
  double?: true;
}

/** One file that is open for the engine. */
export interface Table {
  /** What the file is called in messages. */
  name: string;
  /** The local file that the engine reads. */
  path: string;
  columns(database: Database): Promise<FoundColumn[]>;
  /** After FROM: these columns as `c0`, `c1`…; a name that the file lacks is null. Called after `columns`. */
  sql(wanted: WantedColumn[]): string;
  /** Why the engine could not read it, in words of the file; undefined when it finds nothing wrong. */
  fault(message: string, database: Database): Promise<InputError | undefined>;
}

/** What a reader gets. */
export interface TableOptions {
  name: string;
  path: string;
  delimiter: string;
  /** Columns that must be there. */
  required: string[];
  part?: DataPart | undefined;
  /** Whether its texts may hold digits in groups. */
  digitGroups: boolean;
  /** Columns whose texts are to be read as moments. */
  moments: ReadonlySet<string>;
  /** Names that may be paths to fields within columns, where no column has them: `address.city`. */
  fields: string[];
}
