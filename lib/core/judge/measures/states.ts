import * as z from 'zod';

/** Schemas of the statistics' states, for what is read back. */
const number = z.number();
export const countsState = z.strictObject({ requests: number, errors: number });
export const blockState = z.strictObject({ logE: number, candidate: countsState, champion: countsState });
export const mixtureState = z.strictObject({ learned: blockState, logs: z.array(number) });
export const signState = z.strictObject({ logE: number, ups: number, downs: number });
export const bettingState = z.strictObject({
  logUp: number,
  logDown: number,
  count: number,
  sum: number,
  squares: number,
});
const momentsState = z.strictObject({ count: number, sum: number, sumOfSquares: number });
export const differenceState = z.strictObject({
  count: number,
  sum: number,
  variance: number,
  candidate: momentsState,
  champion: momentsState,
});
