import * as z from 'zod';

const count = z.number().int().min(0);

/**
 * The most frequent of many texts. A count that is told is at most `undercount` too low, and a value that is not told occurs
 * at most so often.
 */
export const frequentSchema = z.object({
  /** Most frequent first, equals in the order of their code units. */
  values: z.array(z.object({ value: z.string(), count })),
  undercount: count,
});
export type Frequent = z.output<typeof frequentSchema>;

/** The first `most` of all that is counted; the bounds of both parts add up, and what is cut off counts too. */
export function mergeFrequent(a: Frequent, b: Frequent, most: number): Frequent {
  const counts = new Map(a.values.map((one) => [one.value, one.count]));
  for (const one of b.values) counts.set(one.value, (counts.get(one.value) ?? 0) + one.count);
  return frequentOf(counts, most, a.undercount + b.undercount);
}

export function frequentOf(counts: ReadonlyMap<string, number>, most: number, undercount = 0): Frequent {
  const sorted = [...counts].map(([value, n]) => ({ value, count: n }));
  sorted.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return { values: sorted.slice(0, most), undercount: undercount + (sorted[most]?.count ?? 0) };
}
