import { finiteIn, finiteList, objectIn } from './lenient.ts';

/** One bar: what share of all values lies in [from, to), in percent. */
export interface Bin {
  from: number;
  to: number;
  percent: number;
}

/** A column's histogram as percentages of its values; `below` and `above` lie outside all bins. */
export interface Distribution {
  bins: Bin[];
  below: { count: number; percent: number };
  above: { count: number; percent: number };
  values: number;
}

/**
 * The distribution of a column out of a gate's facts: `facts[group][column].histogram`, or `facts[group]` as a list of
 * `{ name, histogram }`, with a histogram of `{ edges, counts, below?, above? }`. Null where there is none to draw.
 */
export function distributionIn(facts: unknown, group: string, column: string): Distribution | null {
  const histogram = objectIn(columnIn(facts, group, column), 'histogram');
  const edges = finiteList(histogram?.edges);
  const counts = finiteList(histogram?.counts);
  if (!edges || !counts || counts.length === 0 || counts.length > 1_000 || edges.length !== counts.length + 1)
    return null;
  const [below, above] = [finiteIn(histogram, 'below') ?? 0, finiteIn(histogram, 'above') ?? 0];
  const all = [...counts, below, above];
  const values = all.reduce((sum, count) => sum + count, 0);
  const rises = edges.every((edge, i) => i === 0 || edge > (edges[i - 1] ?? edge));
  if (!rises || !(values > 0) || !Number.isFinite(values) || all.some((count) => count < 0)) return null;
  const percent = (count: number) => (count / values) * 100;
  return {
    bins: counts.map((count, i) => ({ from: edges[i] ?? 0, to: edges[i + 1] ?? 0, percent: percent(count) })),
    below: { count: below, percent: percent(below) },
    above: { count: above, percent: percent(above) },
    values,
  };
}

function columnIn(facts: unknown, group: string, column: string): unknown {
  const record = objectIn(facts, group);
  if (record) return Object.hasOwn(record, column) ? record[column] : null;
  const list = objectIn({ facts }, 'facts')?.[group];
  return Array.isArray(list) ? list.find((entry) => objectIn({ entry }, 'entry')?.name === column) : null;
}

/** Percent per unit of the column instead of per bin: makes distributions with different bins comparable. */
export function perUnit(bins: Bin[]): Bin[] {
  return bins.map((bin) => ({ ...bin, percent: bin.percent / (bin.to - bin.from) }));
}

export function sameBins(a: Distribution, b: Distribution): boolean {
  return (
    a.bins.length === b.bins.length &&
    a.bins.every((bin, i) => bin.from === b.bins[i]?.from && bin.to === b.bins[i]?.to)
  );
}

/** What the facts of a data gate call the other side. */
export function comparedWith(facts: unknown): string {
  const said = objectIn({ facts }, 'facts')?.comparedWith;
  return typeof said === 'string' ? said : "the champion's training data";
}

/** Whether a bin lies outside all values of the other side, which a model has never seen. */
export function isOutside(bin: Bin, other: Distribution | null): boolean {
  const known = other?.bins.filter(({ percent }) => percent > 0) ?? [];
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || bin.percent === 0) return false;
  return bin.to <= first.from || bin.from >= last.to;
}
