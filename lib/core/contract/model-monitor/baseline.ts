import * as z from 'zod';
import { binOf, exponentFor, type Histogram, histogramOf } from '../../profile/histogram.ts';
import { type ColumnProfile, maxValues, type Profile } from '../../profile/profile.ts';
import type { LogicalType } from '../property.ts';
import { inferredTypes } from './constraints-schema.ts';

const count = z.number().min(0).transform(Math.round);
const common = z.looseObject({ num_present: count, num_missing: count });
/** The service writes what is no number as a text. */
const real = z.union([z.number(), z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number)]);
const bucket = z.looseObject({ lower_bound: real, upper_bound: real, count });

const feature = z.looseObject({
  name: z.string(),
  inferred_type: z.enum(inferredTypes),
  numerical_statistics: z
    .looseObject({
      common,
      mean: real,
      std_dev: real,
      min: real,
      max: real,
      distribution: z
        .looseObject({
          kll: z.looseObject({
            buckets: z.array(bucket).default([]),
            sketch: z.looseObject({ data: z.array(z.array(real)) }).optional(),
          }),
        })
        .optional(),
    })
    .optional(),
  string_statistics: z
    .looseObject({
      common,
      distribution: z
        .looseObject({ categorical: z.looseObject({ buckets: z.array(z.looseObject({ value: z.string(), count })) }) })
        .optional(),
    })
    .optional(),
});
type Feature = z.output<typeof feature>;
type Numerical = NonNullable<Feature['numerical_statistics']>;

/** `statistics.json` of data quality. */
export const statisticsSchema = z.looseObject({
  dataset: z.looseObject({ item_count: count }),
  features: z.array(feature),
});

const types: Record<Feature['inferred_type'], LogicalType> = {
  Integral: 'integer',
  Fractional: 'number',
  String: 'string',
  Unknown: 'string',
};

/** A baseline of the service as a profile, to tell by how far data has moved from it. */
export function profileOfBaseline({ dataset, features }: z.output<typeof statisticsSchema>): Profile {
  const rows = dataset.item_count;
  const columns = features.map((one) => columnOf(one));
  return { version: 2, rows, trainRows: rows, holdoutRows: 0, columns, checks: [], extraColumns: [] };
}

function columnOf({
  name,
  inferred_type,
  numerical_statistics: numbers,
  string_statistics: texts,
}: Feature): ColumnProfile {
  const { num_present: valid = 0, num_missing: nulls = 0 } = numbers?.common ?? texts?.common ?? {};
  const told =
    numbers && valid > 0 && Number.isFinite(numbers.min) && Number.isFinite(numbers.max) ? numbers : undefined;
  const buckets = texts?.distribution?.categorical.buckets;
  return {
    name,
    logicalType: types[inferred_type],
    nulls,
    nans: 0,
    invalid: 0,
    valid,
    min: told?.min ?? null,
    max: told?.max ?? null,
    mean: told && Number.isFinite(told.mean) ? told.mean : null,
    m2: told && Number.isFinite(told.std_dev) ? told.std_dev ** 2 * valid : null,
    histogram: told ? histogramOfSketch(told) : null,
    // More are not compared value by value.
    values: buckets && buckets.length <= maxValues ? buckets.map(({ value, count }) => ({ value, count })) : null,
    frequent: null,
    quantiles: null,
    distinct: null,
  };
}

/** An item of level i of a KLL sketch stands for 2^i values; without a sketch, each bucket's values lie in its middle. */
function histogramOfSketch({ min, max, distribution }: Numerical): Histogram | null {
  const { sketch, buckets = [] } = distribution?.kll ?? {};
  const items = sketch
    ? sketch.data.flatMap((level, index) => level.map((value) => ({ value, weight: 2 ** index })))
    : buckets.map((one) => ({ value: (one.lower_bound + one.upper_bound) / 2, weight: one.count }));
  const exponent = exponentFor(min, max);
  const bins = new Map<number, number>();
  for (const { value, weight } of items) {
    if (weight === 0 || !(value >= min && value <= max)) continue;
    const bin = binOf(value, exponent);
    bins.set(bin, (bins.get(bin) ?? 0) + weight);
  }
  return histogramOf(exponent, bins);
}
