import { InputError } from '../../errors.ts';
import type { Json } from '../../profile/profile.ts';
import { arrayRules } from './json-schema-arrays.ts';
import { objectRules } from './json-schema-objects.ts';
import { equal, type Rules, type Schema, type Validate } from './json-schema-rule.ts';
import { scalarRules } from './json-schema-scalars.ts';

/** Keywords that tell people something and test nothing. A `format` is a note, as in the standard. */
const notes = [
  '$schema',
  '$id',
  'id',
  '$anchor',
  '$comment',
  '$vocabulary',
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  'format',
  'contentEncoding',
  'contentMediaType',
  'contentSchema',
  'definitions',
  '$defs',
  'then',
  'else',
  'additionalItems',
  'minContains',
  'maxContains',
];

const general: Rules = {
  enum: (list) => (value) => Array.isArray(list) && list.some((item) => equal(item, value)),
  const: (one) => (value) => equal(one, value),
  allOf: (list, compile) => every(list, compile),
  anyOf: (list, compile) => {
    const tests = compileAll(list, compile);
    return (value) => tests.some((test) => test(value));
  },
  oneOf: (list, compile) => {
    const tests = compileAll(list, compile);
    return (value) => tests.filter((test) => test(value)).length === 1;
  },
  not: (schema, compile) => {
    const test = compile(schema);
    return (value) => !test(value);
  },
  if: (schema, compile, { then = true, else: otherwise = true }) => {
    const [test, yes, no] = [compile(schema), compile(then), compile(otherwise)];
    return (value) => (test(value) ? yes(value) : no(value));
  },
};

const rules: Rules = { ...general, ...scalarRules, ...arrayRules, ...objectRules };

/**
 * A test of values against a JSON Schema (drafts 4 to 2020-12, references within the document). Nothing of it is made into
 * code.
 * @throws InputError `json-schema` for a keyword that is not known.
 */
export function compileSchema(root: Json): Validate {
  const compiled = new Map<string, Validate>();
  const compile = (schema: Json | undefined): Validate => {
    if (schema === undefined || schema === true) return () => true;
    if (schema === false) return () => false;
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema))
      throw new InputError('json-schema', `a schema must be an object, true or false; got ${JSON.stringify(schema)}`);
    const tests = Object.entries(schema).flatMap(([keyword, argument]) => ruleOf(keyword, argument, schema));
    return (value) => tests.every((test) => test(value));
  };
  const ruleOf = (keyword: string, argument: Json, schema: Schema): Validate[] => {
    if (keyword === '$ref') return [reference(String(argument))];
    const rule = Object.hasOwn(rules, keyword) ? rules[keyword] : undefined;
    if (rule) return [rule(argument, compile, schema)];
    if (notes.includes(keyword)) return [];
    throw new InputError('json-schema', `no keyword of JSON Schema is called ${JSON.stringify(keyword)}`);
  };
  // A schema may name itself: it is compiled when a value is first there.
  const reference = (pointer: string): Validate => {
    const target = resolve(root, pointer);
    return (value) => {
      const known = compiled.get(pointer) ?? compile(target);
      compiled.set(pointer, known);
      return known(value);
    };
  };
  return compile(root);
}

function every(list: Json, compile: (schema: Json) => Validate): Validate {
  const tests = compileAll(list, compile);
  return (value) => tests.every((test) => test(value));
}

function compileAll(list: Json, compile: (schema: Json) => Validate): Validate[] {
  return Array.isArray(list) ? list.map(compile) : [];
}

function resolve(root: Json, pointer: string): Json {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  let at: Json | undefined = pointer.startsWith('#') ? root : undefined;
  for (const step of steps) {
    const parent: Json | undefined = at;
    at =
      typeof parent === 'object' && parent !== null && Object.hasOwn(parent, step)
        ? (parent as Schema)[step]
        : undefined;
  }
  if (at !== undefined) return at;
  throw new InputError('json-schema', `$ref ${JSON.stringify(pointer)} leads nowhere within the schema`);
}
