import type { Check } from '../../checks/check.ts';
import { type Path, validate, type YamlSource } from '../../yaml-source.ts';
import type { DataContract } from '../contract.ts';
import { type ContractReader, hasKey, type ReadOptions } from '../reader.ts';
import { listedChecks } from './listed-checks.ts';
import { readColumn } from './read-column.ts';
import { dataframeSchema } from './schema.ts';
import { SchemaContext } from './schema-context.ts';

/** Schemas that pandera writes with `to_yaml` and `to_json`, of any of its versions. */
export const pandera: ContractReader = {
  format: 'pandera',
  tells: 'a mapping with schema_type',
  fits: (value) => hasKey(value, 'schema_type'),
  read,
};

type Entry = Record<string, unknown>;

interface Named {
  name: string;
  entry: Entry;
  path: Path;
}

function read(source: YamlSource, options: ReadOptions): DataContract {
  const schema = validate(dataframeSchema, source.value, source);
  const context = new SchemaContext(source, options);
  const levels = (schema.index ?? []).map((entry, position) => ({ entry, path: ['index', position] }));
  const index = levels.flatMap(({ entry, path }) => named(entry, path));
  const isIndex = (column: string) => index.some(({ name }) => name === column);
  const columns = [...index, ...columnsOf(schema.columns)];
  const read = columns.map(({ name, entry, path }) => readColumn(name, entry, context, path, schema.dtype));
  return {
    format: 'pandera',
    file: source.file,
    name: schema.name ?? 'data',
    // An index names a row and says nothing about it.
    properties: read.flatMap(({ property }) => (property ? { ...property, identifier: isIndex(property.name) } : [])),
    checks: [
      ...tableChecks(schema, columns, context),
      ...levels.flatMap(({ entry, path }) => unnamed(entry, context, path)),
      ...read.flatMap(({ checks }) => checks),
    ],
  };
}

function columnsOf(columns: Entry[] | Record<string, Entry> | null | undefined): Named[] {
  if (Array.isArray(columns)) return columns.flatMap((entry, index) => named(entry, ['columns', index]));
  return Object.entries(columns ?? {}).map(([name, entry]) => ({ name, entry, path: ['columns', name] }));
}

function named(entry: Entry, path: Path): Named[] {
  return typeof entry.name === 'string' ? [{ name: entry.name, entry, path }] : [];
}

/** An index without a name is the number of the row, and there is nothing of it in a file. */
function unnamed(entry: Entry, context: SchemaContext, path: Path): Check[] {
  if (typeof entry.name === 'string') return [];
  return listedChecks(entry.checks, context.source, [...path, 'checks']).map((check) =>
    context.unsupported(`${check.name} of the index`, 'an index without a name is not in the data', check.path),
  );
}

function tableChecks(
  { strict, ordered, unique, checks }: ReturnType<typeof dataframeSchema.parse>,
  columns: Named[],
  context: SchemaContext,
): Check[] {
  const exact = strict === true;
  const key = typeof unique === 'string' ? [unique] : (unique ?? []);
  const listed = listedChecks(checks, context.source, ['checks']);
  return [
    ...columnChecks({ exact, ordered: ordered === true }, columns, context),
    ...(key.length > 0 ? [keyCheck(key, columns, context)] : []),
    ...listed.flatMap((check) =>
      exact
        ? columns.map(({ name, entry }) => ({ ...context.listed(check, name), ...mayLack(entry) }))
        : [
            context.unsupported(
              `${check.name} of all columns`,
              'without `strict: true` they are not all known',
              check.path,
            ),
          ],
    ),
  ];
}

/** Of a key whose columns may be absent, those that are there are unique together: another key each time. */
function keyCheck(key: string[], columns: Named[], context: SchemaContext): Check {
  const optional = columns.filter(({ name, entry }) => key.includes(name) && entry.required === false);
  const [first] = optional;
  if (first && key.length > 1)
    return context.unsupported(`\`unique\` over ${first.name}`, 'with `required: false` it may be absent', ['unique']);
  return context.check('unique', key, { ignore: 'never' }, ['unique'], first ? { optional: true } : {});
}

/** Which columns there are, and in which order. Those that may be absent are nobody's neighbours then. */
function columnChecks(
  { exact, ordered }: { exact: boolean; ordered: boolean },
  columns: Named[],
  context: SchemaContext,
): Check[] {
  const [all, there, optional] = [
    columns,
    columns.filter(({ entry }) => entry.required !== false),
    columns.filter(({ entry }) => entry.required === false),
  ].map((some) => some.map(({ name }) => name));
  if (exact && ordered && optional?.length === 0)
    return [context.check('columns-ordered', [], { columns: all }, ['ordered'])];
  const may = optional && optional.length > 0 ? { optional } : {};
  return [
    ...(exact ? [context.check('columns-set', [], { columns: there, ...may, exact: true }, ['strict'])] : []),
    ...(ordered ? [context.check('columns-ordered', [], { columns: all, others: true }, ['ordered'])] : []),
  ];
}

function mayLack(entry: Entry): { optional?: true } {
  return entry.required === false ? { optional: true } : {};
}
