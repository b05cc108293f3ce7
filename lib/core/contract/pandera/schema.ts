import * as z from 'zod';

const told = z.unknown().optional();
const off = z.literal(false).nullish();
/** Pandas may count its columns; a file spells that. */
const columnName = z.union([z.string(), z.number().transform(String)]);
const columnNames = z.union([columnName, z.array(columnName)]);

/** What a column says beside its checks. */
export const columnSchema = z.strictObject({
  name: columnName.nullish(),
  dtype: z.string().nullish(),
  nullable: z.boolean().nullish(),
  unique: z.boolean().nullish(),
  required: z.boolean().nullish(),
  regex: z.boolean().nullish(),
  coerce: told,
  title: told,
  description: told,
  metadata: told,
  report_duplicates: told,
  default: told,
  drop_invalid_rows: told,
  checks: told,
});
export type PanderaColumn = z.output<typeof columnSchema>;
export const columnKeys = Object.keys(columnSchema.shape);

/** What several levels of an index promise together. Which columns of a file are an index, it does not tell. */
const multiindex = z
  .strictObject({ coerce: told, name: told, ordered: told, strict: off, unique: columnNames.nullish() })
  .nullish();

/** A schema of a table, as any of pandera's versions writes it. */
export const dataframeSchema = z.strictObject({
  schema_type: z.literal('dataframe'),
  version: told,
  api: told,
  dataframe_library: told,
  columns: z.union([z.record(z.string(), z.looseObject({})), z.array(z.looseObject({ name: columnName }))]).nullish(),
  checks: told,
  index: z.array(z.looseObject({})).nullish(),
  dtype: z.string().nullish(),
  strict: z.union([z.boolean(), z.literal('filter')]).nullish(),
  ordered: z.boolean().nullish(),
  unique: columnNames.nullish(),
  multiindex,
  add_missing_columns: off,
  drop_invalid_rows: off,
  coerce: told,
  unique_column_names: told,
  report_duplicates: told,
  name: z.string().nullish(),
  title: told,
  description: told,
  metadata: told,
});
export type DataframeSchema = z.output<typeof dataframeSchema>;
