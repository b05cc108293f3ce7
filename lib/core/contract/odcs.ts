import { noRow } from '../checks/bound.ts';
import type { Check } from '../checks/check.ts';
import { InputError } from '../errors.ts';
import { fault, type Path, validate, type YamlSource } from '../yaml-source.ts';
import type { DataContract } from './contract.ts';
import { namedProperties } from './named-properties.ts';
import { OdcsContext } from './odcs-context.ts';
import { checksOfQuality } from './odcs-quality.ts';
import { type OdcsProperty, odcsSchema } from './odcs-schema.ts';
import type { Property } from './property.ts';
import { type ContractReader, hasKey, type ReadOptions } from './reader.ts';
import { isSensitive } from './sensitive.ts';
import { textFormats } from './text-formats.ts';
import { dateFormats, limitsOf, type TypeOptions, typeOptions } from './type-options.ts';

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

function readProperty(odcs: OdcsProperty, context: OdcsContext, path: Path, isOnlyKey: boolean) {
  const column = odcs.physicalName ?? odcs.name;
  const options = optionsOf(odcs, context, path);
  const property = propertyOf(odcs, options, odcs.primaryKey && isOnlyKey);
  const check = (kind: string, key: Path, args: object): Check => ({
    kind,
    columns: [column],
    args,
    accept: noRow,
    severity: 'error',
    source: context.place([...path, ...key]),
  });
  const checks = [
    ...typeChecks(odcs, property, check, context, path),
    ...(property.required ? [check('required', [odcs.required ? 'required' : 'primaryKey'], {})] : []),
    ...(property.unique ? [check('unique', [odcs.unique ? 'unique' : 'primaryKey'], {})] : []),
    ...checksOfOptions(odcs, options, (kind, key, args) => check(kind, ['logicalTypeOptions', key], args)),
    ...odcs.quality.flatMap((entry, index) => checksOfQuality(entry, column, context, [...path, 'quality', index])),
  ];
  return { property, checks };
}

/** Of objects and arrays, which have other options, none is read. */
function optionsOf(odcs: OdcsProperty, { source }: OdcsContext, path: Path): TypeOptions {
  const { logicalType, logicalTypeOptions = {} } = odcs;
  if (logicalType === 'object' || logicalType === 'array') return {};
  if (logicalType === undefined) {
    const [option] = Object.keys(logicalTypeOptions);
    if (option === undefined) return {};
    throw new InputError(
      'contract-invalid',
      fault(source, [...path, 'logicalTypeOptions', option], 'is an option of a type, and `logicalType` is missing'),
    );
  }
  return validate(typeOptions[logicalType], logicalTypeOptions, source, [...path, 'logicalTypeOptions']);
}

type MakeCheck = (kind: string, key: Path, args: object) => Check;

/** Every text is a string: that check could not fail. */
function typeChecks(
  odcs: OdcsProperty,
  property: Property,
  check: MakeCheck,
  context: OdcsContext,
  path: Path,
): Check[] {
  const { logicalType } = property;
  if (odcs.logicalType === undefined) return [];
  if (logicalType === undefined)
    return [
      context.unsupported(`logicalType ${odcs.logicalType}`, 'what is nested in a value is not looked at', [
        ...path,
        'logicalType',
      ]),
    ];
  return logicalType === 'string' ? [] : [check('type', ['logicalType'], { logicalType })];
}

function propertyOf(odcs: OdcsProperty, options: TypeOptions, soleKey: boolean): Property {
  const { logicalType } = odcs;
  const isDate = ['date', 'timestamp', 'time'].includes(logicalType ?? '');
  const format = isDate && options.format ? dateFormats[options.format] : undefined;
  return {
    name: odcs.physicalName ?? odcs.name,
    ...(logicalType === 'object' || logicalType === 'array' ? {} : { logicalType }),
    required: odcs.required || odcs.primaryKey,
    unique: odcs.unique || soleKey,
    identifier: odcs.primaryKey || (odcs.tags ?? []).includes('identifier'),
    ...(format ? { dateFormat: format } : {}),
    ...(isSensitive(odcs.classification) ? { sensitive: true } : {}),
  };
}

function checksOfOptions(
  odcs: OdcsProperty,
  options: TypeOptions,
  check: (kind: string, key: string, args: object) => Check,
): Check[] {
  const { minLength, maxLength } = options;
  const made: Check[] = [];
  const limits = limitsOfOptions(options);
  const limit = Object.entries(limits).find(([, value]) => value !== undefined);
  if (limit) made.push(check('range', limit[0], limits));
  if (odcs.logicalType === 'integer' && options.format) made.push(check('range', 'format', limitsOf(options.format)));
  if (minLength !== undefined || maxLength !== undefined)
    made.push(check('length', minLength === undefined ? 'maxLength' : 'minLength', { minLength, maxLength }));
  const format = odcs.logicalType === 'string' && options.format ? textFormats[options.format] : null;
  if (format) made.push(check('pattern', 'format', { pattern: format }));
  if (options.pattern !== undefined) made.push(check('pattern', 'pattern', { pattern: options.pattern }));
  if (options.multipleOf !== undefined) made.push(check('multiple-of', 'multipleOf', { divisor: options.multipleOf }));
  return made;
}

/** Versions 3.0 say that a limit is exclusive; 3.1 gives the exclusive limit itself. */
function limitsOfOptions(options: TypeOptions) {
  const [minimum, exclusiveMinimum] = endsOf(options.minimum, options.exclusiveMinimum);
  const [maximum, exclusiveMaximum] = endsOf(options.maximum, options.exclusiveMaximum);
  return { minimum, maximum, exclusiveMinimum, exclusiveMaximum };
}

type Limit = number | string | undefined;

function endsOf(limit: Limit, exclusive: Limit | boolean): [inclusive: Limit, exclusive: Limit] {
  if (typeof exclusive === 'boolean') return exclusive ? [undefined, limit] : [limit, undefined];
  return [limit, exclusive];
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
