import type { Json } from '../../profile/profile.ts';

export type Schema = { [keyword: string]: Json };
export type Validate = (value: Json) => boolean;
/** A keyword's argument to a test of a value. Most say nothing of values of another type than their own. */
export type Rule = (argument: Json, compile: (schema: Json | undefined) => Validate, schema: Schema) => Validate;
export type Rules = Record<string, Rule>;

export function isObject(value: Json): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function equal(a: Json, b: Json): boolean {
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, i) => equal(item, b[i] ?? null));
  if (!isObject(a) || !isObject(b)) return a === b;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && equal(a[key] ?? null, b[key] ?? null))
  );
}
