import * as z from 'zod';
import { InputError } from '../../errors.ts';
import type { Json } from '../../profile/profile.ts';
import type { Column } from '../column.ts';
import { type Groups, type Measure, maxGroups, type Observation } from '../measure.ts';
import { membership, valuesArg } from '../membership.ts';
import { divergence } from './divergence.ts';

export const categories = z.strictObject({
  values: valuesArg,
  weights: z.array(z.number().min(0)),
  /** Share of what is expected of all values that are not expected, evenly. */
  holdout: z.number().min(0).max(1).default(0),
});
type Categories = z.output<typeof categories>;

export function measureCategories(partition: Categories, column: Column): Measure {
  return {
    by: 'values',
    columns: [column.name],
    keep: 'all',
    inside: `coalesce(${membership(column, partition.values).member}, false)`,
    read: (found) => distanceOfCategories(partition, found),
  };
}

export function distanceOfCategories(
  { values, weights, holdout }: Categories,
  { groups, different }: Groups,
): Observation {
  if (different > maxGroups)
    throw new InputError(
      'too-many-values',
      `${different} different values are more than can be compared: ${maxGroups}`,
    );
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const unseen = groups.filter(({ inside }) => !inside);
  const named: Json[] = [...values, ...unseen.map((group) => group.values[0] ?? null)];
  const counts = new Map(groups.map((group) => [keyOf(group.values[0] ?? null), group.count]));
  const observed = named.map((value) => (counts.get(keyOf(value)) ?? 0) / total);
  const kept = unseen.length > 0 ? 1 - holdout : 1;
  const expected = [...weights.map((weight) => weight * kept), ...unseen.map(() => holdout / unseen.length)];
  return {
    observed: total === 0 ? null : divergence(observed, expected),
    details: {
      observed_partition: { values: named, weights: observed },
      expected_partition: { values: named, weights: expected },
    },
  };
}

/** 1, 1.0 and true are one value, "1" is another. */
function keyOf(value: Json): string {
  return typeof value === 'boolean' ? String(Number(value)) : JSON.stringify(value);
}
