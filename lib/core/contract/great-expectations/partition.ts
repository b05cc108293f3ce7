/**
 * The distribution that a column is compared with, as the suite has it: `{values, weights}` of categories, or
 * `{bins, weights, tail_weights?}` where the outer bins may reach to infinity.
 */
interface Given {
  partition_object?: unknown;
  threshold?: number | undefined;
  tail_weight_holdout?: number | undefined;
  internal_weight_holdout?: number | undefined;
  bucketize_data?: boolean | undefined;
}

interface Continuous {
  bins: number[];
  weights: number[];
  tail_weights?: number[];
}

/** Faults in the words of Great Expectations, each a ValueError there. */
export function partitionFaults(given: Record<string, unknown>): Array<string | undefined> {
  const partition = given.partition_object;
  if ((partition ?? null) === null) return [];
  const [tail, inner] = [Number(given.tail_weight_holdout ?? 0), Number(given.internal_weight_holdout ?? 0)];
  const negative = typeof given.threshold === 'number' && given.threshold < 0;
  return [
    negative ? 'ValueError: Threshold must be specified, greater than or equal to zero.' : undefined,
    ...(isDiscrete(partition) ? discreteFaults(inner) : continuousFaults(partition, tail, given.bucketize_data)),
  ];
}

function discreteFaults(inner: number): string[] {
  return inner > 0 ? ['ValueError: Internal weight holdout cannot be used for discrete data.'] : [];
}

function continuousFaults(partition: unknown, tail: number, bucketize: unknown): string[] {
  if (!isContinuous(partition)) return ['ValueError: Invalid partition object.'];
  const infinite = [
    partition.bins.at(0) === Number.NEGATIVE_INFINITY,
    partition.bins.at(-1) === Number.POSITIVE_INFINITY,
  ];
  const said = [
    bucketize === false &&
      'ValueError: KL Divergence cannot be computed with a continuous partition object unless bucketize_data is true.',
    tail > 0 &&
      partition.tail_weights &&
      'ValueError: tail_weight_holdout must be 0 when using tail_weights in partition object',
    tail > 0 &&
      infinite.every(Boolean) &&
      'ValueError: tail_weight_holdout cannot be used for partitions with infinite endpoints.',
    partition.tail_weights &&
      infinite.some(Boolean) &&
      'ValueError: There can be no tail weights for partitions with one or both endpoints at infinity',
  ];
  return said.filter((fault): fault is string => typeof fault === 'string');
}

function isDiscrete(partition: unknown): partition is { values: unknown[]; weights: number[] } {
  const { values, weights } = partition as { values?: unknown; weights?: unknown };
  return Array.isArray(values) && isNumbers(weights) && values.length === weights.length && sumsToOne(weights);
}

function isContinuous(partition: unknown): partition is Continuous {
  const { bins, weights, tail_weights: tails = [] } = partition as Partial<Record<keyof Continuous, unknown>>;
  if (!isNumbers(bins) || !isNumbers(weights) || !isNumbers(tails) || ![0, 2].includes(tails.length)) return false;
  const ordered = bins.every((edge, index) => index === 0 || edge > Number(bins[index - 1]));
  return ordered && bins.length === weights.length + 1 && sumsToOne([...weights, ...tails]);
}

function isNumbers(given: unknown): given is number[] {
  return Array.isArray(given) && given.every((item) => typeof item === 'number' && !Number.isNaN(item));
}

/** To the tolerance of numpy.allclose, which judges it there. */
function sumsToOne(weights: number[]): boolean {
  return Math.abs(weights.reduce((sum, weight) => sum + weight, 0) - 1) <= 1e-8 + 1e-5;
}

/**
 * Arguments of `partition-distance`. What can be said without the data is said here: hold-outs are spread, and bins that
 * reach to infinity become tails. A null partition asks for the column's own, from which it differs by nothing.
 */
export function partitionOf(given: Given): object {
  const limit = given.threshold === undefined ? {} : { maximum: given.threshold };
  const partition = given.partition_object ?? null;
  if (partition === null) return { partition: null, ...limit };
  const { tail_weight_holdout: holdout = 0, internal_weight_holdout: inner = 0 } = given;
  if (isDiscrete(partition))
    return { partition: { values: partition.values, weights: partition.weights, holdout }, ...limit };
  return { partition: withTails(partition as Continuous, holdout, inner), ...limit };
}

function withTails({ bins, weights, tail_weights: tails }: Continuous, holdout: number, inner: number): object {
  const [below, above] = [bins[0] === Number.NEGATIVE_INFINITY, bins.at(-1) === Number.POSITIVE_INFINITY];
  const scaled = spread(
    weights.map((weight) => weight * (1 - holdout - inner)),
    inner,
  );
  const kept = (items: number[]) => items.slice(below ? 1 : 0, above ? -1 : undefined);
  // One finite end takes the whole hold-out, two share it.
  const tail = below || above ? holdout : holdout / 2;
  const lower = below ? scaled[0] : (tails?.[0] ?? tail);
  const upper = above ? scaled.at(-1) : (tails?.[1] ?? tail);
  // numpy closes the last bin; when that one reaches to infinity, the one before it is open.
  return { bins: kept(bins), weights: kept(scaled), tails: [lower, upper], lastClosed: !above };
}

function spread(weights: number[], inner: number): number[] {
  const empty = weights.filter((weight) => weight === 0).length;
  return inner === 0 ? weights : weights.map((weight) => (weight === 0 ? inner / empty : weight));
}
