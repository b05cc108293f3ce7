import type { Strategy } from './strategy.ts';

interface Options {
  /** New over old. */
  minRatio?: number | undefined;
  maxRatio?: number | undefined;
  order: number;
}

/** By what factor a value may differ from the one before; of order 2, a factor from the one before, and so on. */
export const relativeRateOfChange: Strategy<Options> = {
  kind: 'relative-rate-of-change',
  needs: ({ order }) => order,
  expects: (past, _value, { minRatio = Number.NEGATIVE_INFINITY, maxRatio = Number.POSITIVE_INFINITY, order }) => {
    // The last ratio of a series is its last value times something that only the past decides.
    const rest = lastRatio([...past.slice(-order), 1], order);
    const ends = [minRatio / rest, maxRatio / rest];
    return { lower: Math.min(...ends), upper: Math.max(...ends) };
  },
};

function lastRatio(series: readonly number[], order: number): number {
  if (order === 0) return series.at(-1) ?? Number.NaN;
  return lastRatio(
    series.slice(1).map((value, i) => value / (series[i] ?? Number.NaN)),
    order - 1,
  );
}
