import { InputError } from '../../errors.ts';
import type { Json } from '../../profile/profile.ts';
import { ecmaPattern } from '../matching.ts';
import { isObject, type Rule, type Rules } from './json-schema-rule.ts';

const types: Record<string, (value: Json) => boolean> = {
  null: (value) => value === null,
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  string: (value) => typeof value === 'string',
  array: (value) => Array.isArray(value),
  object: isObject,
};

function type(name: Json): (value: Json) => boolean {
  const known = typeof name === 'string' && Object.hasOwn(types, name) ? types[name] : undefined;
  if (known) return known;
  throw new InputError('json-schema', `type ${JSON.stringify(name)}; known: ${Object.keys(types).join(', ')}`);
}

const ofNumbers =
  (holds: (value: number, limit: number, schema: Parameters<Rule>[2]) => boolean): Rule =>
  (limit, _compile, schema) =>
  (value) =>
    typeof value !== 'number' || typeof limit !== 'number' || holds(value, limit, schema);

const ofTexts =
  (holds: (length: number, limit: number) => boolean): Rule =>
  (limit) =>
  (value) =>
    typeof value !== 'string' || holds([...value].length, Number(limit));

/** In draft 4 `exclusiveMinimum` was a word about `minimum`. */
export const scalarRules: Rules = {
  type: (given) => {
    const tests = (Array.isArray(given) ? given : [given]).map(type);
    return (value) => tests.some((test) => test(value));
  },
  minimum: ofNumbers((value, limit, schema) => (schema.exclusiveMinimum === true ? value > limit : value >= limit)),
  maximum: ofNumbers((value, limit, schema) => (schema.exclusiveMaximum === true ? value < limit : value <= limit)),
  exclusiveMinimum: ofNumbers((value, limit) => value > limit),
  exclusiveMaximum: ofNumbers((value, limit) => value < limit),
  multipleOf: ofNumbers((value, divisor) => {
    const quotient = value / divisor;
    return Math.abs(quotient - Math.round(quotient)) <= 1e-9 * Math.max(1, Math.abs(quotient));
  }),
  minLength: ofTexts((length, limit) => length >= limit),
  maxLength: ofTexts((length, limit) => length <= limit),
  pattern: (source) => {
    const expression = ecmaPattern(String(source));
    return (value) => typeof value !== 'string' || expression.test(value);
  },
};
