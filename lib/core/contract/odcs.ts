import { noRow } from '../checks/bound.ts';
import type { Check } from '../checks/check.ts';
import { InputError } from '../errors.ts';
import { fault, type Path, validate, type YamlSource } from '../yaml-source.ts';
import type { DataContract } from './contract.ts';
import { namedProperties } from './named-properties.ts';
import { OdcsContext } from './odcs-context.ts';
import { type FlatProperty, flattened } from './odcs-nested.ts';
import { readProperty } from './odcs-property.ts';
import { checksOfQuality } from './odcs-quality.ts';
import { relationshipChecks } from './odcs-relationships.ts';
import { type OdcsProperty, type OdcsTable, odcsSchema } from './odcs-schema.ts';
import { type ContractReader, hasKey, type ReadOptions } from './reader.ts';

/** The Open Data Contract Standard 3.1. */
export const odcs: ContractReader = {
  format: 'odcs',
  tells: 'a mapping with apiVersion and kind: DataContract',
  fits: (value) => hasKey(value, 'apiVersion', 'kind'),
  read,
};

function read(source: YamlSource, options: ReadOptions): DataContract {
  const { schema } = validate(odcsSchema, source.value, source);
  const { table, index } = chosen(schema, source, options.table);
  const at = ['schema', index];
  const properties = flattened(table.properties, source, [...at, 'properties']);
  const names = new Map(properties.map(({ odcs: { name, physicalName } }) => [name, physicalName ?? name]));
  const context = new OdcsContext(source, options, [table.name, table.physicalName ?? table.name], names);
  refuseTwice(properties, context);
  const keys = table.properties.filter(({ primaryKey }) => primaryKey).length;
  const read = properties.map(({ odcs, path }) => readProperty(odcs, context, path, keys === 1));
  const checks = [
    ...table.quality.flatMap((entry, index) => checksOfQuality(entry, null, context, [...at, 'quality', index])),
    ...compositeKey(table.properties, context, [...at, 'properties']),
    ...read.flatMap(({ checks }) => checks),
    ...relationshipChecks({ table, tables: schema, properties }, context, at),
  ];
  const promised = new Map(namedProperties(checks).map(({ name, logicalType }) => [name, logicalType]));
  return {
    format: 'odcs',
    file: source.file,
    name: table.name,
    properties: read.map(({ property }) => ({
      ...property,
      logicalType: property.logicalType ?? promised.get(property.name),
    })),
    checks,
  };
}

/** The table that is asked for, by its name in the contract or in the data; the only one need not be. */
function chosen(
  schema: OdcsTable[],
  source: YamlSource,
  name: string | undefined,
): { table: OdcsTable; index: number } {
  const names = schema.map((table) => table.name);
  const refuse = (says: string) => new InputError('contract-invalid', fault(source, ['schema'], says));
  const twice = names.find((one, at) => names.indexOf(one) < at);
  if (twice !== undefined) throw refuse(`describes the table ${twice} twice`);
  const [only] = schema;
  if (name === undefined && only && schema.length === 1) return { table: only, index: 0 };
  const index = schema.findIndex((table) => table.name === name);
  const physical = schema.findIndex((table) => table.physicalName === name && name !== undefined);
  const at = index < 0 ? physical : index;
  const table = schema[at];
  if (table) return { table, index: at };
  throw refuse(
    name === undefined
      ? `describes ${schema.length} tables, and one is judged: say which with \`--table\`, or \`data.table\` of signalbox.yaml; tables: ${names.join(', ')}`
      : `describes no table ${JSON.stringify(name)}; tables: ${names.join(', ')}`,
  );
}

/** A name may be that of one column only, in the contract and in the data. */
function refuseTwice(properties: FlatProperty[], context: OdcsContext): void {
  const [names, columns] = [new Set<string>(), new Set<string>()];
  for (const { odcs, path } of properties) {
    const { name, physicalName = name } = odcs;
    if (names.has(name) || columns.has(physicalName))
      throw context.fault([...path, 'name'], `${JSON.stringify(name)} is there twice`);
    names.add(name);
    columns.add(physicalName);
  }
}

/** The columns of a primary key are unique together; one alone is unique by itself. */
function compositeKey(properties: OdcsProperty[], context: OdcsContext, path: Path): Check[] {
  const columns = properties
    .filter(({ primaryKey }) => primaryKey)
    .map(({ name, physicalName }) => physicalName ?? name);
  const first = properties.findIndex((property) => property.primaryKey);
  if (columns.length < 2) return [];
  const source = context.place([...path, first, 'primaryKey']);
  return [{ kind: 'unique', columns, args: {}, accept: noRow, severity: 'error', source }];
}
