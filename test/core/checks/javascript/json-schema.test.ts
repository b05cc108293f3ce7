import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { compileSchema } from '../../../../lib/core/checks/javascript/json-schema.ts';
import type { Json } from '../../../../lib/core/profile/profile.ts';

const value = fc.letrec<{ json: Json; schema: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', maxDepth: 2 },
    fc.constantFrom(null, true, false, 0, 1, -2, 2.5, 10, '', 'a', 'abc', 'é😀'),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'ab'), tie('json'), { maxKeys: 3, noNullPrototype: true }),
  ),
  schema: fc.oneof(
    { depthSize: 'small', maxDepth: 2 },
    fc.boolean(),
    fc.record(
      {
        type: fc.constantFrom('null', 'boolean', 'number', 'integer', 'string', 'array', 'object', ['string', 'null']),
        enum: fc.array(tie('json'), { minLength: 1, maxLength: 3 }),
        const: tie('json'),
        minimum: fc.integer({ min: -2, max: 5 }),
        exclusiveMaximum: fc.integer({ min: -2, max: 11 }),
        multipleOf: fc.constantFrom(1, 2, 0.5),
        minLength: fc.integer({ min: 0, max: 3 }),
        maxLength: fc.integer({ min: 0, max: 3 }),
        pattern: fc.constantFrom('^a', 'b', '^.{2}$'),
        minItems: fc.integer({ min: 0, max: 3 }),
        uniqueItems: fc.boolean(),
        prefixItems: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        items: tie('schema'),
        contains: tie('schema'),
        minContains: fc.integer({ min: 0, max: 2 }),
        properties: fc.dictionary(fc.constantFrom('a', 'b'), tie('schema'), { maxKeys: 2, noNullPrototype: true }),
        patternProperties: fc.dictionary(fc.constantFrom('^a', 'c'), tie('schema'), {
          maxKeys: 2,
          noNullPrototype: true,
        }),
        additionalProperties: tie('schema'),
        propertyNames: tie('schema'),
        required: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 2 }),
        maxProperties: fc.integer({ min: 0, max: 2 }),
        dependentRequired: fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom(['b'], ['c', 'a']), {
          maxKeys: 2,
          noNullPrototype: true,
        }),
        dependentSchemas: fc.dictionary(fc.constantFrom('a', 'b'), tie('schema'), {
          maxKeys: 1,
          noNullPrototype: true,
        }),
        allOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        oneOf: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
        not: tie('schema'),
        if: tie('schema'),
        // biome-ignore lint/suspicious/noThenProperty: it is a keyword of JSON Schema
        then: tie('schema'),
        else: tie('schema'),
      },
      { requiredKeys: [], noNullPrototype: true },
    ) as fc.Arbitrary<Json>,
  ),
}));

test('values satisfy a schema where ajv says so', () => {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, logger: false });
  let satisfied = 0;
  fc.assert(
    fc.property(value.schema, fc.array(value.json, { minLength: 1, maxLength: 8 }), (schema, values) => {
      const [ours, theirs] = [compileSchema(schema), ajv.compile(schema as object)];
      const seen = values.map((one) => ours(one));
      satisfied += seen.filter(Boolean).length;
      expect({ schema, values, seen }).toEqual({ schema, values, seen: values.map((one) => theirs(one)) });
    }),
    { numRuns: 300 },
  );
  expect(satisfied).toBeGreaterThan(100);
});

test('a schema may name itself', () => {
  const list = compileSchema({
    $ref: '#/$defs/node',
    $defs: {
      node: { type: 'object', required: ['v'], properties: { v: { type: 'integer' }, next: { $ref: '#/$defs/node' } } },
    },
  });
  expect(list({ v: 1, next: { v: 2, next: { v: 3 } } })).toBe(true);
  expect(list({ v: 1, next: { v: 2, next: { v: 'x' } } })).toBe(false);
});

test('in draft 4 exclusive limits are words about the others', () => {
  const schema = compileSchema({ minimum: 1, exclusiveMinimum: true, maximum: 3, exclusiveMaximum: false });
  expect([1, 2, 3].map((one) => schema(one))).toEqual([false, true, true]);
});

test.each<[Json, string]>([
  [{ typo: 1 }, 'no keyword of JSON Schema is called "typo"'],
  [{ type: 'int' }, 'type "int"; known: null, boolean, number, integer, string, array, object'],
  [
    { properties: { a: { $ref: 'https://example.com/schema' } } },
    '$ref "https://example.com/schema" leads nowhere within the schema',
  ],
  [[1], 'a schema must be an object, true or false; got [1]'],
])('%j is refused', (schema, says) => {
  expect(() => compileSchema(schema)).toThrow(says);
});

test('no schema is made into code', () => {
  const folder = join(import.meta.dirname, '../../../../lib/core/checks/javascript');
  const files = ['json-schema', 'json-schema-arrays', 'json-schema-objects', 'json-schema-scalars', 'json-schema-rule'];
  const code = files.map((file) => readFileSync(join(folder, `${file}.ts`), 'utf8')).join('');
  expect(code).not.toMatch(/\beval\b|new Function|node:vm/);
});
