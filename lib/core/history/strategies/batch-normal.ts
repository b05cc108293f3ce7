import type { Strategy } from './strategy.ts';

interface Options {
  lowerDeviations: number;
  upperDeviations: number;
}

/** Mean and standard deviation (of a sample) of the whole past. */
export const batchNormal: Strategy<Options> = {
  kind: 'batch-normal',
  needs: () => 2,
  expects: (past, _value, { lowerDeviations, upperDeviations }) => {
    const mean = past.reduce((sum, value) => sum + value, 0) / past.length;
    const deviation = Math.sqrt(past.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (past.length - 1));
    return { lower: mean - lowerDeviations * deviation, upper: mean + upperDeviations * deviation };
  },
};
