import * as z from 'zod';
import { policySchema } from './schema.ts';

/** The part of JSON Schema that zod writes for our policy. */
export interface JsonSchema {
  type?: string | string[];
  description?: string;
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  exclusiveMaximum?: number;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  oneOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  propertyNames?: JsonSchema;
  additionalProperties?: boolean | JsonSchema;
}

/** JSON Schema of `signalbox.yaml`, for editors: what may be written, before defaults are filled in. */
export function policyJsonSchema(): JsonSchema & { title: string } {
  const schema = z.toJSONSchema(policySchema, { io: 'input', override: ({ jsonSchema }) => withoutNoise(jsonSchema) });
  return { ...(schema as JsonSchema), title: 'signalbox.yaml', description: 'Policy of a Signalbox workload.' };
}

/** Every integer has this bound, which tells nobody anything. */
function withoutNoise(schema: { maximum?: number | undefined }): void {
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}
