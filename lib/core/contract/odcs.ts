import { noRow } from '../checks/bound.ts';
import type { Check } from '../checks/check.ts';
import { InputError } from '../errors.ts';
import { type Path, validate, type YamlSource } from '../yaml-source.ts';
import type { DataContract } from './contract.ts';
import { namedProperties } from './named-properties.ts';
import { OdcsContext } from './odcs-context.ts';
import { readProperty } from './odcs-property.ts';
import { checksOfQuality } from './odcs-quality.ts';
import { type OdcsProperty, odcsSchema } from './odcs-schema.ts';
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
  const table = schema[0];
  if (!table) throw new InputError('contract-invalid', `${source.file}: describes no table`);
  const at = ['schema', 0];
  const names = new Map(table.properties.map(({ name, physicalName }) => [name, physicalName ?? name]));
  const context = new OdcsContext(source, options, [table.name, table.physicalName ?? table.name], names);
  refuseTwice(table.properties, context, [...at, 'properties']);
  const keys = table.properties.filter(({ primaryKey }) => primaryKey).length;
  const read = table.properties.map((property, index) =>
    readProperty(property, context, [...at, 'properties', index], keys === 1),
  );
  const checks = [
    ...table.quality.flatMap((entry, index) => checksOfQuality(entry, null, context, [...at, 'quality', index])),
    ...compositeKey(table.properties, context),
    ...read.flatMap(({ checks }) => checks),
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

/** A name may be that of one column only, in the contract and in the data. */
function refuseTwice(properties: OdcsProperty[], context: OdcsContext, path: Path): void {
  const [names, columns] = [new Set<string>(), new Set<string>()];
  for (const [index, { name, physicalName = name }] of properties.entries()) {
    if (names.has(name) || columns.has(physicalName))
      throw context.fault([...path, index, 'name'], `${JSON.stringify(name)} is there twice`);
    names.add(name);
    columns.add(physicalName);
  }
}

/** The columns of a primary key are unique together; one alone is unique by itself. */
function compositeKey(properties: OdcsProperty[], context: OdcsContext): Check[] {
  const columns = properties
    .filter(({ primaryKey }) => primaryKey)
    .map(({ name, physicalName }) => physicalName ?? name);
  const first = properties.findIndex((property) => property.primaryKey);
  if (columns.length < 2) return [];
  const source = context.place(['schema', 0, 'properties', first, 'primaryKey']);
  return [{ kind: 'unique', columns, args: {}, accept: noRow, severity: 'error', source }];
}
