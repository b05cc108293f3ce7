import * as z from 'zod';
import { operators, units } from '../checks/bound.ts';
import { severities } from '../checks/check.ts';
import { logicalTypes } from './property.ts';

/** Fields of the standard that tell people something and test nothing. */
const told = z.unknown().optional();
const informational = {
  id: told,
  tags: z.array(z.string()).optional(),
  description: told,
  businessName: told,
  authoritativeDefinitions: told,
  customProperties: told,
};

const libraryMetrics = ['nullValues', 'missingValues', 'invalidValues', 'duplicateValues', 'rowCount'] as const;
const pair = z
  .tuple([z.number(), z.number()])
  .refine(([low, high]) => low < high, { error: 'must be two numbers, the smaller first' });
type Bounds = Record<(typeof operators)[number], z.ZodOptional<typeof pair> | z.ZodOptional<z.ZodNumber>>;
const bounds = Object.fromEntries(
  operators.map((operator) => [operator, operator.endsWith('Between') ? pair.optional() : z.number().optional()]),
) as Bounds;

/** One entry of `quality`. */
export const qualitySchema = z.strictObject({
  ...informational,
  type: z.enum(['text', 'library', 'sql', 'custom']).optional(),
  metric: z.enum(libraryMetrics).optional(),
  rule: z.enum(libraryMetrics).optional(),
  arguments: z.record(z.string(), z.unknown()).optional(),
  ...bounds,
  unit: z.enum(units).optional(),
  severity: z.enum(severities).optional(),
  name: told,
  businessImpact: told,
  dimension: told,
  method: told,
  schedule: told,
  scheduler: told,
  query: z.string().min(1).optional(),
  engine: z.string().min(1).optional(),
  implementation: z.union([z.string(), z.record(z.string(), z.unknown())]).optional(),
});
export type Quality = z.output<typeof qualitySchema>;

export const propertySchema = z.strictObject({
  ...informational,
  customProperties: z.array(z.looseObject({ property: told, value: told })).optional(),
  name: z.string().min(1),
  logicalType: z.enum([...logicalTypes, 'object', 'array']).optional(),
  logicalTypeOptions: z.record(z.string(), z.unknown()).optional(),
  required: z.boolean().default(false),
  unique: z.boolean().default(false),
  primaryKey: z.boolean().default(false),
  primaryKeyPosition: told,
  quality: z.array(qualitySchema).default([]),
  physicalType: told,
  physicalName: z.string().optional(),
  partitioned: told,
  partitionKeyPosition: told,
  classification: z.string().optional(),
  encryptedName: told,
  transformSourceObjects: told,
  transformLogic: told,
  transformDescription: told,
  examples: told,
  criticalDataElement: told,
  relationships: told,
  /** Of an object, and of an array. */
  properties: told,
  items: told,
});
export type OdcsProperty = z.output<typeof propertySchema>;

export type OdcsTable = z.output<typeof tableSchema>;
const tableSchema = z.strictObject({
  ...informational,
  name: z.string().min(1),
  logicalType: z.literal('object').optional(),
  physicalType: told,
  physicalName: z.string().optional(),
  dataGranularityDescription: told,
  properties: z.array(propertySchema).default([]),
  relationships: told,
  quality: z.array(qualitySchema).default([]),
});

/** A contract of the Open Data Contract Standard 3.1. */
export const odcsSchema = z.strictObject({
  ...informational,
  apiVersion: z.string().regex(/^v3\.[01]\.\d+$/, { error: 'must be a version v3.0.x or v3.1.x of the standard' }),
  kind: z.literal('DataContract'),
  id: z.string().min(1),
  version: z.string().min(1),
  status: z.string().min(1),
  name: told,
  tenant: told,
  servers: told,
  dataProduct: told,
  domain: told,
  schema: z.array(tableSchema).min(1, { error: 'must describe at least one table' }),
  support: told,
  price: told,
  team: told,
  roles: told,
  slaDefaultElement: told,
  slaProperties: told,
  contractCreatedTs: told,
});
