import type { Strategy } from './strategy.ts';

interface Options {
  maxDecrease?: number | undefined;
  maxIncrease?: number | undefined;
  /** 1: the change; 2: the change of the change, and so on. */
  order: number;
}

/** By how much a value may differ from the one before. */
export const absoluteChange: Strategy<Options> = {
  kind: 'absolute-change',
  needs: ({ order }) => order,
  expects: (
    past,
    _value,
    { maxDecrease = Number.POSITIVE_INFINITY, maxIncrease = Number.POSITIVE_INFINITY, order },
  ) => {
    // The last difference of a series is its last value plus something that only the past decides.
    const rest = lastDifference([...past.slice(-order), 0], order);
    return { lower: -maxDecrease - rest, upper: maxIncrease - rest };
  },
};

function lastDifference(series: readonly number[], order: number): number {
  if (order === 0) return series.at(-1) ?? Number.NaN;
  return lastDifference(
    series.slice(1).map((value, i) => value - (series[i] ?? Number.NaN)),
    order - 1,
  );
}
