import type { Json } from '../../profile/profile.ts';
import { ecmaPattern } from '../matching.ts';
import { isObject, type Rule, type Rules, type Schema, type Validate } from './json-schema-rule.ts';

const ofObjects =
  (rule: (argument: Json, compile: Parameters<Rule>[1], schema: Schema) => (value: Schema) => boolean): Rule =>
  (argument, compile, schema) => {
    const test = rule(argument, compile, schema);
    return (value) => !isObject(value) || test(value);
  };

function tests<Key>(
  schemas: Json | undefined,
  compile: Parameters<Rule>[1],
  key: (name: string) => Key,
): Array<[Key, Validate]> {
  return Object.entries(isObject(schemas ?? null) ? (schemas as Schema) : {}).map(([name, schema]) => [
    key(name),
    compile(schema),
  ]);
}

/** What goes with a property that is there: further names, or a schema. */
const dependencies = ofObjects((given, compile) => {
  const each = Object.entries(isObject(given) ? given : {}).map(([name, needs]) => {
    const names = Array.isArray(needs) ? needs.map(String) : undefined;
    const test = names
      ? (value: Json) => names.every((other) => Object.hasOwn(value as Schema, other))
      : compile(needs);
    return [name, test] as const;
  });
  return (value) => each.every(([name, test]) => !Object.hasOwn(value, name) || test(value));
});

export const objectRules: Rules = {
  properties: ofObjects((given, compile) => {
    const each = tests(given, compile, (name) => name);
    return (value) => each.every(([name, test]) => !Object.hasOwn(value, name) || test(value[name] ?? null));
  }),
  patternProperties: ofObjects((given, compile) => {
    const each = tests(given, compile, ecmaPattern);
    return (value) =>
      Object.entries(value).every(([name, item]) => each.every(([key, test]) => !key.test(name) || test(item)));
  }),
  additionalProperties: ofObjects((given, compile, { properties, patternProperties }) => {
    const test = compile(given);
    const patterns = tests(patternProperties, compile, ecmaPattern).map(([key]) => key);
    const named = isObject(properties ?? null) ? (properties as Schema) : {};
    return (value) =>
      Object.entries(value).every(
        ([name, item]) => Object.hasOwn(named, name) || patterns.some((key) => key.test(name)) || test(item),
      );
  }),
  propertyNames: ofObjects((given, compile) => {
    const test = compile(given);
    return (value) => Object.keys(value).every(test);
  }),
  required: ofObjects(
    (names) => (value) => !Array.isArray(names) || names.every((name) => Object.hasOwn(value, String(name))),
  ),
  minProperties: ofObjects((limit) => (value) => Object.keys(value).length >= Number(limit)),
  maxProperties: ofObjects((limit) => (value) => Object.keys(value).length <= Number(limit)),
  dependencies,
  dependentRequired: dependencies,
  dependentSchemas: dependencies,
};
