import * as z from 'zod';
import { InputError } from '../errors.ts';
import { fault, type Path, validate, type YamlSource } from '../yaml-source.ts';
import { type OdcsProperty, propertySchema } from './odcs-schema.ts';
import { logicalTypes } from './property.ts';

/** A property under the path that leads to it: `address.city` is the field of an object. */
export interface FlatProperty {
  odcs: OdcsProperty;
  path: Path;
}

/** All properties, those of objects after the object. */
export function flattened(properties: OdcsProperty[], source: YamlSource, path: Path): FlatProperty[] {
  return properties.flatMap((odcs, index) => {
    const at = [...path, index];
    const inner = innerOf(odcs, source, at).map((field) => ({
      ...field,
      name: `${odcs.name}.${field.name}`,
      physicalName: `${odcs.physicalName ?? odcs.name}.${field.physicalName ?? field.name}`,
    }));
    return [{ odcs, path: at }, ...flattened(inner, source, [...at, 'properties'])];
  });
}

function innerOf({ logicalType, properties, items }: OdcsProperty, source: YamlSource, path: Path): OdcsProperty[] {
  if (items !== undefined && logicalType !== 'array')
    throw refuse(source, [...path, 'items'], 'belong to `logicalType: array`');
  if (properties === undefined || properties === null) return [];
  const at = [...path, 'properties'];
  if (logicalType !== 'object') throw refuse(source, at, 'belong to `logicalType: object`');
  const inner = validate(z.array(propertySchema), properties, source, at);
  const key = inner.findIndex(({ primaryKey }) => primaryKey);
  if (key >= 0) throw refuse(source, [...at, key, 'primaryKey'], 'is of a column, not of a field within one');
  return inner;
}

const count = z.number().int().min(0).optional();
const arrayOptions = z.strictObject({ minItems: count, maxItems: count, uniqueItems: z.boolean().optional() });
const objectOptions = z.strictObject({ required: z.array(z.string()).optional() });
const itemsSchema = z.looseObject({ logicalType: z.enum([...logicalTypes, 'object', 'array']).optional() });
/** What tells people something of the items, and tests nothing. */
const toldOfItems = new Set([
  'name',
  'logicalType',
  'physicalType',
  'physicalName',
  'description',
  'businessName',
  'id',
  'tags',
  'examples',
]);

/** What is asked of an object or an array as such. `beyond`: what of its items is not looked at. */
export function nestedArgs(odcs: OdcsProperty, source: YamlSource, path: Path): { args: object; beyond: string[] } {
  const { logicalType, logicalTypeOptions = {}, items } = odcs;
  const at = [...path, 'logicalTypeOptions'];
  if (logicalType === 'object') {
    validate(objectOptions, logicalTypeOptions, source, at);
    return { args: { of: logicalType }, beyond: [] };
  }
  const options = validate(arrayOptions, logicalTypeOptions, source, at);
  const each = items === undefined ? {} : validate(itemsSchema, items, source, [...path, 'items']);
  const ofItems = each.logicalType === undefined ? {} : { items: each.logicalType };
  return {
    args: { of: logicalType, ...ofItems, ...options },
    beyond: Object.keys(each).filter((key) => !toldOfItems.has(key)),
  };
}

/** Fields that an object's own options ask for. */
export function requiredFields({ logicalType, logicalTypeOptions = {} }: OdcsProperty): string[] {
  const { required } = logicalTypeOptions;
  return logicalType === 'object' && Array.isArray(required) ? required.map(String) : [];
}

function refuse(source: YamlSource, path: Path, says: string): InputError {
  return new InputError('contract-invalid', fault(source, path, says));
}
