import * as z from 'zod';
import { column, columnPair, flag, optional, real, scalars, share, whole } from '../arguments.ts';
import { defineExpectation, type Expectation } from '../expectation.ts';
import { partitionFaults, partitionOf } from '../partition.ts';

export const distinctInSet = distinct('expect_column_distinct_values_to_be_in_set', 'subset');
export const distinctContain = distinct('expect_column_distinct_values_to_contain_set', 'superset');
export const distinctEqual = distinct('expect_column_distinct_values_to_equal_set', 'equal');

function distinct(name: string, relation: 'subset' | 'superset' | 'equal'): Expectation {
  return defineExpectation({
    name,
    args: { ...column, value_set: optional(scalars) },
    meaning: ({ column: name, value_set }) => ({
      kind: 'distinct-values',
      columns: [name],
      args: { relation, values: value_set ?? null },
    }),
  });
}

export const mostCommon = defineExpectation({
  name: 'expect_column_most_common_value_to_be_in_set',
  args: { ...column, value_set: optional(scalars), ties_okay: optional(flag) },
  meaning: (given) => ({
    kind: 'most-common',
    columns: [given.column],
    args: { values: given.value_set ?? [], tiesAllowed: given.ties_okay ?? false },
  }),
});

const end = z.number().nullable();

export const quantiles = defineExpectation({
  name: 'expect_column_quantile_values_to_be_between',
  args: {
    ...column,
    quantile_ranges: z.strictObject({ quantiles: z.array(share), value_ranges: z.array(z.array(end)) }),
    allow_relative_error: z.union([z.boolean(), z.string()]).nullish(),
  },
  faults: ({ quantile_ranges }) => [rangeFault(quantile_ranges)],
  meaning: ({ column: name, quantile_ranges: { quantiles, value_ranges } }) => ({
    kind: 'quantiles',
    columns: [name],
    args: {
      // What pandas answers with, which GX asks for by name.
      interpolation: 'nearest',
      ranges: quantiles.map((quantile, index) => {
        const [minimum, maximum] = value_ranges[index] ?? [];
        return { quantile, ...(minimum == null ? {} : { minimum }), ...(maximum == null ? {} : { maximum }) };
      }),
    },
  }),
});

function rangeFault(given: unknown): string | undefined {
  const { quantiles, value_ranges } = (given ?? {}) as { quantiles?: unknown; value_ranges?: unknown };
  if (!Array.isArray(quantiles) || !Array.isArray(value_ranges)) return undefined;
  if (quantiles.length !== value_ranges.length)
    return 'quantile_values and quantiles must have the same number of elements';
  const ordered = (range: unknown) =>
    Array.isArray(range) && range.length === 2 && (range[0] === null || range[1] === null || range[0] <= range[1]);
  return value_ranges.every(ordered) ? undefined : 'quantile_ranges must consist of ordered pairs';
}

export const klDivergence = defineExpectation({
  name: 'expect_column_kl_divergence_to_be_less_than',
  args: {
    ...column,
    partition_object: z.record(z.string(), z.unknown()).nullish(),
    threshold: optional(real),
    tail_weight_holdout: optional(share),
    internal_weight_holdout: optional(share),
    bucketize_data: optional(flag),
    min_value: z.null().optional(),
    max_value: z.null().optional(),
  },
  faults: (given) => partitionFaults(given),
  meaning: (given) => ({
    kind: 'partition-distance',
    columns: [given.column],
    args: { distance: 'kl', ...partitionOf(given) },
  }),
});

/** In the package of Great Expectations, though not among the expectations that it documents. */
export const cramersPhi = defineExpectation({
  name: 'expect_column_pair_cramers_phi_value_to_be_less_than',
  args: {
    ...columnPair,
    bins_A: optional(z.array(z.unknown())),
    bins_B: optional(z.array(z.unknown())),
    n_bins_A: optional(whole),
    n_bins_B: optional(whole),
    threshold: optional(real),
  },
  meaning: (given) => ({
    kind: 'association',
    columns: [given.column_A, given.column_B],
    args: {
      of: 'cramers-phi',
      maximum: given.threshold ?? 0.1,
      // A value that is missing is one that may hang together with others.
      missing: 'category',
      bins: [given.bins_A ?? given.n_bins_A ?? null, given.bins_B ?? given.n_bins_B ?? null],
    },
  }),
});
