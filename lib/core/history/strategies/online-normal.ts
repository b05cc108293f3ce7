import { everything, type Range, type Strategy } from './strategy.ts';

interface Options {
  lowerDeviations: number;
  upperDeviations: number;
  /** Share of the values at the start that are never called unusual, as too little is known by then. */
  ignoreStartShare: number;
  /** Whether what was unusual is left out of what is usual. */
  ignoreAnomalies: boolean;
}

/**
 * A running mean and standard deviation, the judged value among them, so that a level that moves slowly stays usual. As Deequ
 * has it, each value of the past was judged in its turn, and n counts also those that were left out.
 */
export const onlineNormal: Strategy<Options> = {
  kind: 'online-normal',
  needs: () => 2,
  expects: (past, value, options) => {
    const series = [...past, value];
    const skipped = series.length * options.ignoreStartShare;
    let [mean, squares, range] = [0, 0, everything];
    for (const [index, seen] of series.entries()) {
      const next = index === 0 ? seen : mean + (seen - mean) / (index + 1);
      const sum = squares + (seen - mean) * (seen - next);
      range = rangeOf(next, Math.sqrt(sum / (index + 1)), options);
      const unusual = index >= skipped && (seen < range.lower || seen > range.upper);
      if (unusual && options.ignoreAnomalies) continue;
      [mean, squares] = [next, sum];
    }
    return series.length - 1 < skipped ? everything : range;
  },
};

function rangeOf(mean: number, deviation: number, { lowerDeviations, upperDeviations }: Options): Range {
  return { lower: mean - lowerDeviations * deviation, upper: mean + upperDeviations * deviation };
}
