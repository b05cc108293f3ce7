import * as z from 'zod';

/** Logical types of ODCS that a CSV field can hold. */
export const logicalTypes = ['string', 'integer', 'number', 'boolean', 'date', 'timestamp', 'time'] as const;
export type LogicalType = (typeof logicalTypes)[number];

/** One column that the contract promises. */
export interface Property {
  name: string;
  /** @default as the data has it */
  logicalType?: LogicalType | undefined;
  required: boolean;
  unique: boolean;
  /** Names a row and says nothing about it: never a feature. Set by `primaryKey` or the tag `identifier`. */
  identifier: boolean;
  /** strptime format of a date, timestamp or time; absent: ISO 8601. */
  dateFormat?: string;
  /** The data may lack it. @default it must be there */
  optional?: true;
  /** Its values are told to nobody. @default they are told */
  sensitive?: true;
}

const fields = {
  name: z.string(),
  logicalType: z.enum(logicalTypes).optional(),
  required: z.boolean(),
  unique: z.boolean(),
  identifier: z.boolean(),
  dateFormat: z.string().optional(),
  optional: z.literal(true).optional(),
  sensitive: z.literal(true).optional(),
} satisfies Record<keyof Property, z.ZodType>;

/** A property as it is stored, whole. */
export const propertySchema: z.ZodType<Property> = z.object(fields);
