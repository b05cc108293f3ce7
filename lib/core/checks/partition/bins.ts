import * as z from 'zod';
import { InputError } from '../../errors.ts';
import type { Group } from '../../profile/profile.ts';
import { type Column, numbersOf } from '../column.ts';
import type { Measure, Observation, Row } from '../measure.ts';
import { number } from '../sql.ts';
import { divergence } from './divergence.ts';

export const bins = z
  .strictObject({
    bins: z.array(z.number()).min(2),
    weights: z.array(z.number().min(0)),
    /** Weights below the first and above the last edge. */
    tails: z.tuple([z.number().min(0), z.number().min(0)]).default([0, 0]),
    /** Whether the last bin includes its upper edge, as numpy has it. */
    lastClosed: z.boolean().default(true),
  })
  .refine((partition) => partition.bins.length === partition.weights.length + 1, {
    error: 'needs one more edge than weights',
  })
  .refine(
    (partition) => partition.bins.every((edge, index) => index === 0 || edge > Number(partition.bins[index - 1])),
    {
      error: 'edges must rise',
    },
  );
type Bins = z.output<typeof bins>;

/** Values between two edges, the lower one included, and those beyond; counted in the one scan. */
export function measureBins(partition: Bins, column: Column): Measure {
  const numbers = numbersOf(column);
  if (numbers === undefined)
    throw new InputError('column-type', `${column.name} holds ${column.logicalType} values, which fall into no bins`);
  const at = partition.bins.map(number);
  const last = at.length - 1;
  const top = partition.lastClosed ? '<=' : '<';
  const within = partition.weights.map((_, index) => {
    const sign = index === last - 1 ? top : '<';
    return [`b${index}`, `count_if(${numbers} >= ${at[index]} AND ${numbers} ${sign} ${at[index + 1]})`];
  });
  return {
    by: 'aggregate',
    columns: [column.name],
    items: { ...Object.fromEntries(within), below: `count_if(${numbers} < ${at[0]})`, values: `count(${numbers})` },
    read: (row) => observationOf(partition, row),
  };
}

/** Each bin, and each end beyond, is a group of its own. */
function observationOf(partition: Bins, row: Row): Observation {
  const counts = partition.weights.map((_, index) => Number(row[`b${index}`]));
  const below = Number(row.below);
  const above = Number(row.values) - below - counts.reduce((sum, count) => sum + count, 0);
  const groups = [...counts, below, above].map((count, index): Group => ({ values: [index], count, inside: true }));
  return { groups, ...distanceOfBins(partition, groups) };
}

export function distanceOfBins({ bins, weights, tails }: Bins, groups: Group[]): Observation {
  const counts = new Map(groups.map(({ values: [index], count }) => [index, count]));
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  const all = [...weights, ...tails].map((_, index) => (counts.get(index) ?? 0) / total);
  const [shares, ends] = [all.slice(0, weights.length), all.slice(weights.length)];
  return {
    observed: total === 0 ? null : divergence([...shares, ...ends], [...weights, ...tails]),
    details: {
      observed_partition: { bins, weights: shares, tail_weights: ends },
      expected_partition: { bins, weights, tail_weights: tails },
    },
  };
}
