import * as z from 'zod';
import { logicalTypes } from '../contract/property.ts';
import { dataPartSchema } from '../data-parts.ts';
import { verdicts } from '../gate.ts';
import { distinctSchema } from '../sketch/distinct.ts';
import { frequentSchema } from '../sketch/frequent.ts';
import { quantilesSchema } from '../sketch/quantiles.ts';

const count = z.number().int().min(0);

const sampleSchema = z.object({
  /** 1-based number of the data row in its file; the header and empty lines are not counted. */
  row: count,
  /** The field's text, cut to 80 characters; null for an empty field. */
  value: z.string().nullable(),
  /** Where the rows are of more than one file. */
  file: z.string().optional(),
  /** The values of the check's columns, where they were asked for: numbers as numbers, else as they are spelled. */
  values: z.array(z.json()).optional(),
  /** The values of the columns that name a row, where they were asked for. */
  keys: z.array(z.json()).optional(),
});
export type Json = z.output<ReturnType<typeof z.json>>;

/** Of the finite numbers, or the ordered values, of one column; two of these merge. Null where there are none. */
const partsSchema = z.object({
  values: count,
  /** Values that are there and are no finite number. */
  others: count,
  missing: count,
  zeros: count,
  sum: z.number().nullable(),
  mean: z.number().nullable(),
  m2: z.number().nullable(),
  /** Sums of third and fourth powers of deviations from the mean, where they are asked for. */
  m3: z.number().nullable().optional(),
  m4: z.number().nullable().optional(),
  min: z.union([z.number(), z.string()]).nullable(),
  max: z.union([z.number(), z.string()]).nullable(),
});
export type Parts = z.output<typeof partsSchema>;

const groupSchema = z.object({ values: z.array(z.json()), count, inside: z.boolean() });
/** A value, or a combination of values, how many rows have it, and whether it is one of those that a check names. */
export type Group = z.output<typeof groupSchema>;

const keysSchema = z.object({
  rows: count,
  hashes: z.array(z.string()).nullable(),
  /** How many rows have each of them, where that is asked. */
  counts: z.array(count).optional(),
  /** Every row of a key that several have is at fault, not only those after the first. */
  every: z.literal(true).optional(),
  /** They are too many to carry, and lie in a file of their own. */
  stored: z.boolean().optional(),
});
/** Of the rows that have both of two numbers; sums of squared deviations from the means, and of their products. */
const pairsSchema = z.object({
  rows: count,
  means: z.tuple([z.number(), z.number()]),
  squares: z.tuple([z.number(), z.number()]),
  products: z.number(),
  /** The least and the greatest of each. */
  ends: z.tuple([z.tuple([z.number(), z.number()]), z.tuple([z.number(), z.number()])]),
});
export type Pairs = z.output<typeof pairsSchema>;

export type Keys = z.output<typeof keysSchema>;

const ratioSideSchema = z.object({
  values: count,
  sum: z.number().nullable(),
  /** It is of another data set, and the same for every part. */
  fixed: z.literal(true).optional(),
});
/** One of two figures that are compared: numbers, and what they are together. */
export type RatioSide = z.output<typeof ratioSideSchema>;

const ratioSchema = z.object({ of: ratioSideSchema, to: ratioSideSchema });
export type Ratio = z.output<typeof ratioSchema>;

const farSchema = z.object({
  threshold: z.number(),
  doubleSided: z.boolean(),
  /** How many numbers there are. */
  valid: count,
  mean: z.number().nullable(),
  m2: z.number().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  sketch: quantilesSchema.nullable(),
});
/** What tells how many numbers of merged parts lie how many deviations from the mean. */
export type Far = z.output<typeof farSchema>;

/** How the answers of two parts make that of both. */
export const mergedBy = ['sum', 'least', 'greatest', 'mean'] as const;
export type MergedBy = (typeof mergedBy)[number];

const mergedValueSchema = z.object({
  by: z.enum(mergedBy),
  value: z.union([z.number(), z.string()]).nullable(),
  /** How many values it is of. */
  rows: count,
});
/** What a query answers with, where the answers of parts tell that of the whole. */
export type MergedValue = z.output<typeof mergedValueSchema>;

const judgedSchema = z.object({
  verdict: z.enum(verdicts),
  observed: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  allowed: z.string(),
  clause: z.string(),
});

const checkCountsSchema = z.object({
  /** Null when it cannot be known (unique keys over more shards than are compared). Of an observed value: 0. */
  failing: count.nullable(),
  /** Rows, of those that the check's condition selects. */
  total: count,
  /** Of these the check says something. @default total */
  considered: count.optional(),
  /** Rows that the check leaves out, for they have no value. */
  missing: count.optional(),
  /** What was seen of the whole: a statistic, a list of values. Absent where it is not known of several parts together. */
  observed: z.json().optional(),
  details: z.json().optional(),
  /** What the observed value of merged parts is made of. */
  parts: partsSchema.optional(),
  /** The data lacks the column that the check is about, and may lack it. */
  absent: z.literal(true).optional(),
  /** All values with their rows, of a check of those, where parts are to be merged; null for too many. */
  groups: z.array(groupSchema).nullable().optional(),
  /** What the correlation of merged parts is made of; null where no row has both numbers. */
  pairs: pairsSchema.nullable().optional(),
  /** Two figures whose ratio is asked for. */
  ratio: ratioSchema.optional(),
  /** The columns tell it and no row does, so that each part tells of the whole. */
  ofColumns: z.literal(true).optional(),
  /** This part has no value of the column, and so does not know its type. */
  nothing: z.literal(true).optional(),
  /** It is about all rows together, so that counts of parts do not tell those of the whole. */
  alone: z.literal(true).optional(),
  /** Of an order of rows: what a value after the other may not be to it, and the values at both ends; null where there are none. */
  order: z
    .object({ sign: z.enum(['<', '<=', '>', '>=']), numeric: z.boolean(), first: z.json(), last: z.json() })
    .optional(),
  /** Why this check could not be measured; the others were. */
  error: z.object({ message: z.string(), code: z.string().optional() }).optional(),
  samples: z.array(sampleSchema),
  /** Of a check of numbers far from the mean, where parts are to be merged. */
  far: farSchema.optional(),
  /** Of a query that is one aggregate, where parts are to be merged. */
  value: mergedValueSchema.optional(),
  /** How many rows fail, at least and at most, where merged parts do not tell it exactly. */
  between: z.tuple([count, count]).optional(),
  /** Of a check of the files that hold the data, which are judged as a whole. */
  judged: judgedSchema.optional(),
  /** Of unique: how many rows have a key, and sorted 64-bit hashes of the distinct keys (null when too many to carry). */
  keys: keysSchema.optional(),
  /** The same of a statistic of different values, where parts are to be merged. */
  different: keysSchema.optional(),
  /** How the numbers lie, of a check of quantiles, where parts are to be merged; null where there are none. */
  quantiles: quantilesSchema.nullable().optional(),
});

const columnSchema = z.object({
  name: z.string(),
  logicalType: z.enum(logicalTypes),
  /** Empty fields. */
  nulls: count,
  /** NaN, which counts as missing. */
  nans: count,
  /** Values that are there and not of the type. */
  invalid: count,
  /** Values of the type; the statistics below are of these. */
  valid: count,
  /** Numbers of numeric columns, text of all others. */
  min: z.union([z.number(), z.string()]).nullable(),
  max: z.union([z.number(), z.string()]).nullable(),
  /** Of values below 1e150, whose squares are numbers too. */
  mean: z.number().nullable(),
  /** Sum of squared deviations from the mean: the variance is `m2 / valid`. */
  m2: z.number().nullable(),
  histogram: z.object({ edges: z.array(z.number()), counts: z.array(count), exponent: z.number().int() }).nullable(),
  /** All values with their counts, most frequent first; null for more than 100 different or very long ones, and for numbers. */
  values: z.array(z.object({ value: z.string(), count })).nullable(),
  /** The most frequent, where `values` would be too many. */
  frequent: frequentSchema.nullable().default(null),
  /** Of numbers. */
  quantiles: quantilesSchema.nullable().default(null),
  /** How many different values; null where nobody asked. */
  distinct: distinctSchema.nullable().default(null),
});

/**
 * Statistics and check counts of some rows. Plain JSON, and merging the profiles of two parts gives that of the whole:
 * exactly for everything that counts and for sketches, to rounding for `mean` and `m2`, to `undercount` for `frequent`.
 */
export const profileSchema = z.object({
  /** Version 1 had no sketches; it is read as version 2 without. */
  version: z.literal([1, 2]),
  rows: count,
  trainRows: count,
  holdoutRows: count,
  /** In the contract's order. */
  columns: z.array(columnSchema),
  /** One entry a check of the contract, in its order. */
  checks: z.array(checkCountsSchema),
  /** Columns of the files that the contract does not name: not checked, not in the split. */
  extraColumns: z.array(z.string()),
  /** Columns that patterns of the contract found, by the pattern: `checks` has an entry for each of them. */
  found: z.record(z.string(), z.array(z.string())).optional(),
  /** The number of each check that has one, by what it is; of the whole, once it was judged. */
  figures: z.record(z.string(), z.number()).optional(),
  /** Of a part of a CSV: a quoted field goes on beyond its end, so that it ends within a record. */
  oddQuotes: z.boolean().optional(),
});

/** What `profile/<index>.json` holds: a profile, or why there is none. */
export const shardRecordSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('profiled'),
    file: z.string(),
    part: dataPartSchema.optional(),
    profile: profileSchema,
    /** Of the whole file, where the contract asks for it; `hashes` by algorithm, of a file that is read as one. */
    seen: z
      .object({ modifiedAt: z.string().optional(), hashes: z.record(z.string(), z.string()).optional() })
      .optional(),
  }),
  z.object({
    status: z.literal('unreadable'),
    file: z.string(),
    part: dataPartSchema.optional(),
    error: z.object({ code: z.string(), sentence: z.string() }),
  }),
]);

export type Profile = z.output<typeof profileSchema>;
export type ColumnProfile = z.output<typeof columnSchema>;
export type Order = NonNullable<z.output<typeof checkCountsSchema>['order']>;
export type CheckCounts = z.output<typeof checkCountsSchema>;
export type Sample = z.output<typeof sampleSchema>;
export type ShardRecord = z.output<typeof shardRecordSchema>;

export const maxSamples = 20;
export const maxValues = 100;
export const maxValueCharacters = 200;
/** Hashes of keys that a profile carries; 64 bits each, so two different keys of 10 M meet with a chance of 3 in a million. */
export const maxKeys = 1_000_000;
