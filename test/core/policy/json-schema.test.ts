import { policyJsonSchema } from '../../../lib/core/policy/json-schema.ts';
import { policySchema } from '../../../lib/core/policy/schema.ts';

test('an editor may leave out what has a default, and is told of unknown keys', () => {
  const schema = policyJsonSchema();
  expect(Object.keys(schema.properties ?? {})).toEqual(Object.keys(policySchema.shape));
  expect(schema.required).not.toContain('release');
  expect(schema.required).toContain('data');
  expect(schema.additionalProperties).toBe(false);
});
