import { noRow } from '../checks/bound.ts';
import type { Check } from '../checks/check.ts';
import { InputError } from '../errors.ts';
import { fault, type Path, validate } from '../yaml-source.ts';
import type { OdcsContext } from './odcs-context.ts';
import { nestedArgs, requiredFields } from './odcs-nested.ts';
import { checksOfQuality } from './odcs-quality.ts';
import type { OdcsProperty } from './odcs-schema.ts';
import type { Property } from './property.ts';
import { isSensitive } from './sensitive.ts';
import { textFormats } from './text-formats.ts';
import { dateFormats, limitsOf, type TypeOptions, typeOptions } from './type-options.ts';

/** A property of ours for what the standard has no word for: the data may lack the column. */
export const optionalProperty = 'signalboxOptional';

/** Another: texts are made of what a column holds. */
export const coercedProperty = 'signalboxCoerced';

/** One property with its checks. `isOnlyKey`: no other column is of the primary key. */
export function readProperty(odcs: OdcsProperty, context: OdcsContext, path: Path, isOnlyKey: boolean) {
  const column = odcs.physicalName ?? odcs.name;
  const options = optionsOf(odcs, context, path);
  refuseLoneFlags(options, context, path);
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
  return { property, checks: property.optional ? checks.map((one) => ({ ...one, optional: true as const })) : checks };
}

function saysOfOurs({ customProperties = [] }: OdcsProperty, name: string): boolean {
  return customProperties.some(({ property, value }) => property === name && value === true);
}

/** Objects and arrays have other options: see `nestedArgs`. */
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

function typeChecks(
  odcs: OdcsProperty,
  property: Property,
  check: MakeCheck,
  context: OdcsContext,
  path: Path,
): Check[] {
  const { logicalType } = property;
  if (odcs.logicalType === undefined) return [];
  if (logicalType === undefined) {
    const { args, beyond } = nestedArgs(odcs, context.source, path);
    return [
      check('nested', ['logicalType'], args),
      ...requiredFields(odcs).map((field) => ({
        ...check('required', ['logicalTypeOptions', 'required'], {}),
        columns: [context.column(`${odcs.name}.${field}`, [...path, 'logicalTypeOptions', 'required'])],
      })),
      ...beyond.map((key) =>
        context.unsupported(`\`${key}\` of items`, 'of the items of an array the type is looked at, and nothing else', [
          ...path,
          'items',
          key,
        ]),
      ),
    ];
  }
  const coerced = logicalType === 'string' && saysOfOurs(odcs, coercedProperty);
  return [check('type', ['logicalType'], { logicalType, ...(coerced ? { coerced } : {}) })];
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
    ...(saysOfOurs(odcs, optionalProperty) ? { optional: true } : {}),
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

/** A limit that is said to be exclusive, and is not there, would test nothing. */
function refuseLoneFlags(options: TypeOptions, { source }: OdcsContext, path: Path): void {
  for (const [flag, limit] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const)
    if (options[flag] === true && options[limit] === undefined)
      throw new InputError(
        'contract-invalid',
        fault(source, [...path, 'logicalTypeOptions', flag], `is true, and there is no \`${limit}\` to make exclusive`),
      );
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
