import type { Check } from '../../checks/check.ts';
import { type Path, validate, type YamlSource } from '../../yaml-source.ts';
import type { DataContract } from '../contract.ts';
import { type ContractReader, hasKey, type ReadOptions } from '../reader.ts';
import { checksIn } from './listed-checks.ts';
import { readColumn } from './read-column.ts';
import { dataframeSchema } from './schema.ts';
import { SchemaContext } from './schema-context.ts';
import { type NamedColumn, tableChecks } from './table-checks.ts';

/** Schemas that pandera writes with `to_yaml` and `to_json`, of any of its versions. */
export const pandera: ContractReader = {
  format: 'pandera',
  tells: 'a mapping with schema_type',
  fits: (value) => hasKey(value, 'schema_type'),
  read,
};

type Entry = NamedColumn['entry'];

function read(source: YamlSource, options: ReadOptions): DataContract {
  const schema = validate(dataframeSchema, source.value, source);
  const context = new SchemaContext(source, options);
  const levels = (schema.index ?? []).map((entry, position) => ({ entry, path: ['index', position] }));
  const index = levels.flatMap(({ entry, path }) => named(entry, path));
  const isIndex = (column: string) => index.some(({ name }) => name === column);
  const columns = [...index, ...columnsOf(schema.columns)];
  const read = columns.map(({ name, entry, path }) => readColumn(name, entry, context, path, schema));
  return {
    format: 'pandera',
    file: source.file,
    name: schema.name ?? 'data',
    // An index names a row and says nothing about it.
    properties: read.flatMap(({ property }) => (property ? { ...property, identifier: isIndex(property.name) } : [])),
    checks: [
      ...tableChecks(schema, columns, isIndex, context),
      ...levels.flatMap(({ entry, path }) => unnamed(entry, context, path)),
      ...read.flatMap(({ checks }) => checks),
    ],
  };
}

function columnsOf(columns: Entry[] | Record<string, Entry> | null | undefined): NamedColumn[] {
  if (Array.isArray(columns)) return columns.flatMap((entry, index) => named(entry, ['columns', index]));
  return Object.entries(columns ?? {}).map(([name, entry]) => ({ name, entry, path: ['columns', name] }));
}

function named(entry: Entry, path: Path): NamedColumn[] {
  return isNamed(entry) ? [{ name: String(entry.name), entry, path }] : [];
}

/** An index without a name is the number of the row, and there is nothing of it in a file. */
function unnamed(entry: Entry, context: SchemaContext, path: Path): Check[] {
  if (isNamed(entry)) return [];
  return checksIn(entry, context.source, path).map((check) =>
    context.unsupported(`${check.name} of the index`, 'an index without a name is not in the data', check.path),
  );
}

function isNamed({ name }: Entry): boolean {
  return typeof name === 'string' || typeof name === 'number';
}
