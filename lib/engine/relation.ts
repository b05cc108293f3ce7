import { type Column, type ColumnType, columnOf } from '../core/checks/column.ts';

/** One file as SQL sees it. */
export interface Part {
  /** What the file is called in messages. */
  name: string;
  /** After FROM: the file's columns as `c0`, `c1`… in the order of the relation. */
  sql: string;
}

/** What reading hands to measuring: the rows of all files of one table. */
export interface Relation {
  /** After FROM: `c0`, `c1`… of all files. */
  rows: string;
  /** The same, with `f`, the 0-based index of the file, and `r`, the 1-based number of the data row in it. */
  numbered: string;
  /** All columns of the data, in its order: the column at position `i` is read from `c<i>`. */
  columns: Column[];
  /** Names of the files, as `f` counts them. */
  files: string[];
  /** `rows` with these columns read as DOUBLE, where an error tells of the first text that is none. Absent: the files have types, or no reader makes any. */
  withNumbers?: ((names: ReadonlySet<string>) => string) | undefined;
  /** A query reads the columns that it names and no others, as of Parquet. */
  columnar: boolean;
}

/** Files are added in their order, and each is numbered on its own: rows keep their places whatever else is read. */
export function relationOf(parts: Part[], types: ColumnType[], columnar = false): Relation {
  const numbered = ({ sql }: Part, index: number) => `SELECT ${index} AS f, row_number() OVER () AS r, * FROM ${sql}`;
  const [only, ...others] = parts;
  const rows =
    only && others.length === 0 ? only.sql : `(${parts.map(({ sql }) => `FROM ${sql}`).join(' UNION ALL ')})`;
  return {
    rows,
    numbered: `(${parts.map(numbered).join(' UNION ALL ')})`,
    columns: types.map(columnOf),
    files: parts.map(({ name }) => name),
    columnar,
  };
}
