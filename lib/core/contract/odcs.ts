import { noRow } from '../checks/bound.ts';
import type { Check } from '../checks/check.ts';
import { InputError } from '../errors.ts';
import { fault, type Path, validate, type YamlSource } from '../yaml-source.ts';
import type { DataContract } from './contract.ts';
import { checksOfQuality } from './odcs-quality.ts';
import { type OdcsProperty, odcsSchema } from './odcs-schema.ts';
import type { Property } from './property.ts';
import { type ContractReader, hasKey } from './reader.ts';
import { dateFormats, limitsOf, type TypeOptions, typeOptions } from './type-options.ts';

/** The Open Data Contract Standard 3.1. */
export const odcs: ContractReader = {
  format: 'odcs',
  tells: 'a mapping with apiVersion and kind: DataContract',
  fits: (value) => hasKey(value, 'apiVersion', 'kind'),
  read,
};

function read(source: YamlSource): DataContract {
  const { file } = source;
  const { schema } = validate(odcsSchema, source.value, source);
  const table = schema[0];
  if (!table) throw new InputError('contract-invalid', `${file}: describes no table`);
  const at = ['schema', 0];
  const read = table.properties.map((property, index) =>
    readProperty(property, source, [...at, 'properties', index], table.properties),
  );
  const checks = [
    ...table.quality.flatMap((entry, index) => checksOfQuality(entry, null, source, [...at, 'quality', index])),
    ...compositeKey(table.properties, source),
    ...read.flatMap((property) => property.checks),
  ];
  const contract = { file, name: table.name, properties: read.map(({ property }) => property), checks };
  for (const check of checks) checkReferences(check, contract);
  return contract;
}

function readProperty(odcs: OdcsProperty, source: YamlSource, path: Path, siblings: OdcsProperty[]) {
  const index = siblings.indexOf(odcs);
  const soleKey = odcs.primaryKey && siblings.filter((sibling) => sibling.primaryKey).length === 1;
  const refuse = (key: string, says: string) => new InputError('contract-invalid', fault(source, [...path, key], says));
  if (siblings.findIndex(({ name }) => name === odcs.name) < index)
    throw refuse('name', `${JSON.stringify(odcs.name)} is there twice`);
  if (odcs.physicalName !== undefined && odcs.physicalName !== odcs.name)
    throw refuse(
      'physicalName',
      `got ${JSON.stringify(odcs.physicalName)}; another name than \`name\` is not supported yet`,
    );
  const optionsPath = [...path, 'logicalTypeOptions'];
  const options: TypeOptions = validate(
    typeOptions[odcs.logicalType],
    odcs.logicalTypeOptions ?? {},
    source,
    optionsPath,
  );
  const property = propertyOf(odcs, options, soleKey);
  const check = (kind: string, key: Path, args: object): Check => {
    const where = [...path, ...key];
    const line = source.lineOf(where);
    return {
      kind,
      columns: [odcs.name],
      args,
      accept: noRow,
      severity: 'error',
      source: { file: source.file, line, key: where.join('.') },
    };
  };
  const checks = [
    // Every text is a string: that check could not fail.
    ...(odcs.logicalType === 'string' ? [] : [check('type', ['logicalType'], { logicalType: odcs.logicalType })]),
    ...(property.required ? [check('required', [odcs.required ? 'required' : 'primaryKey'], {})] : []),
    ...(property.unique ? [check('unique', [odcs.unique ? 'unique' : 'primaryKey'], {})] : []),
    ...checksOfOptions(odcs, options, (kind, key, args) => check(kind, ['logicalTypeOptions', key], args)),
    ...odcs.quality.flatMap((entry, index) => checksOfQuality(entry, odcs.name, source, [...path, 'quality', index])),
  ];
  return { property, checks };
}

function propertyOf(odcs: OdcsProperty, options: TypeOptions, soleKey: boolean): Property {
  const isDate = ['date', 'timestamp', 'time'].includes(odcs.logicalType);
  const format = isDate && options.format ? dateFormats[options.format] : undefined;
  return {
    name: odcs.name,
    logicalType: odcs.logicalType,
    required: odcs.required || odcs.primaryKey,
    unique: odcs.unique || soleKey,
    identifier: odcs.primaryKey || (odcs.tags ?? []).includes('identifier'),
    ...(format ? { dateFormat: format } : {}),
  };
}

function checksOfOptions(
  odcs: OdcsProperty,
  options: TypeOptions,
  check: (kind: string, key: string, args: object) => Check,
): Check[] {
  const { minLength, maxLength, minimum, maximum, exclusiveMinimum, exclusiveMaximum } = options;
  const made: Check[] = [];
  const limits = { minimum, maximum, exclusiveMinimum, exclusiveMaximum };
  const limit = Object.entries(limits).find(([, value]) => value !== undefined);
  if (limit) made.push(check('range', limit[0], limits));
  if (odcs.logicalType === 'integer' && options.format) made.push(check('range', 'format', limitsOf(options.format)));
  if (minLength !== undefined || maxLength !== undefined)
    made.push(check('length', minLength === undefined ? 'maxLength' : 'minLength', { minLength, maxLength }));
  if (options.pattern !== undefined) made.push(check('pattern', 'pattern', { pattern: options.pattern }));
  if (options.multipleOf !== undefined) made.push(check('multiple-of', 'multipleOf', { divisor: options.multipleOf }));
  return made;
}

/** The columns of a primary key are unique together; one alone is unique by itself. */
function compositeKey(properties: OdcsProperty[], source: YamlSource): Check[] {
  const columns = properties.filter((property) => property.primaryKey).map(({ name }) => name);
  const first = properties.findIndex((property) => property.primaryKey);
  if (columns.length < 2) return [];
  const path = ['schema', 0, 'properties', first, 'primaryKey'];
  const where = { file: source.file, line: source.lineOf(path), key: path.join('.') };
  return [{ kind: 'unique', columns, args: {}, accept: noRow, severity: 'error', source: where }];
}

/** A column that the contract does not promise is refused here, at the door, and not in the middle of a run. */
function checkReferences(check: Check, contract: DataContract): void {
  const names = contract.properties.map(({ name }) => name);
  for (const name of check.columns) {
    if (names.includes(name)) continue;
    const { file, line, key } = check.source;
    const says = `names ${JSON.stringify(name)}, which is no property; properties: ${names.join(', ')}`;
    throw new InputError('contract-invalid', `${file}:${line}: \`${key}\` ${says}`);
  }
}
