import type { Json } from '../../profile/profile.ts';
import { equal, type Rule, type Rules } from './json-schema-rule.ts';

const ofArrays =
  (holds: (items: Json[], limit: number) => boolean): Rule =>
  (limit) =>
  (value) =>
    !Array.isArray(value) || holds(value, Number(limit));

/** Items by their place, and the rest by one schema. */
const tuple =
  (rest: 'items' | 'additionalItems'): Rule =>
  (schemas, compile, schema) => {
    const tests = Array.isArray(schemas) ? schemas.map((one) => compile(one)) : [];
    const others = compile(schema[rest]);
    return (value) => !Array.isArray(value) || value.every((item, index) => (tests[index] ?? others)(item));
  };

export const arrayRules: Rules = {
  minItems: ofArrays((items, limit) => items.length >= limit),
  maxItems: ofArrays((items, limit) => items.length <= limit),
  uniqueItems: (wanted) => (value) =>
    wanted !== true ||
    !Array.isArray(value) ||
    value.every((item, index) => value.slice(index + 1).every((other) => !equal(item, other))),
  prefixItems: tuple('items'),
  items: (given, compile, schema) => {
    if (Array.isArray(given)) return tuple('additionalItems')(given, compile, schema);
    // Beside prefixItems it is about what comes after those, which they see to.
    if (schema.prefixItems !== undefined) return () => true;
    const test = compile(given);
    return (value) => !Array.isArray(value) || value.every(test);
  },
  contains: (given, compile, { minContains = 1, maxContains }) => {
    const test = compile(given);
    return (value) => {
      if (!Array.isArray(value)) return true;
      const count = value.filter(test).length;
      return count >= Number(minContains) && (maxContains === undefined || count <= Number(maxContains));
    };
  },
};
