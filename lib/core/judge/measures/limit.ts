import * as z from 'zod';
import { type BettingState, bettingNext, bettingStart } from '../statistics/betting.ts';
import { type Counts, noCounts, sumCounts } from '../statistics/counts.ts';
import { logShareE } from '../statistics/dirichlet-multinomial.ts';
import { bettingState, countsState } from './states.ts';

/** ln of what stands for certainty: JSON has no infinity. */
const certain = 700;

/** A share of one arm against a bound, over windows of which some may be correlated within. */
export interface LimitState {
  /** Windows whose failures are taken as independent. */
  independent: Counts;
  /** Windows whose failures may be correlated. */
  correlated: Counts;
  betting: BettingState;
}

export const limitState = z.strictObject({
  independent: countsState,
  correlated: countsState,
  betting: bettingState,
});
export const limitStart: LimitState = { independent: noCounts, correlated: noCounts, betting: bettingStart };

/**
 * Independent failures are counted; a window of correlated ones is one value, its share, to bet on: the mean of a share is the rate,
 * whatever depends on what within the window. Both parts feed on windows of their own, so their product is an e-process.
 */
export function limitNext(
  state: LimitState,
  window: Counts,
  limit: number,
  alpha: number,
  correlated: boolean,
): LimitState {
  if (window.requests === 0) return state;
  if (!correlated) return { ...state, independent: sumCounts(state.independent, window) };
  const inside = limit > 0 && limit < 1;
  const share = window.errors / window.requests;
  return {
    ...state,
    correlated: sumCounts(state.correlated, window),
    betting: inside ? bettingNext(state.betting, share, limit, alpha) : state.betting,
  };
}

/** ln of the e-value against "the rate is at most the limit". */
export function logBeyondE({ independent, correlated, betting }: LimitState, limit: number): number {
  if (limit >= 1) return 0;
  if (limit <= 0) return independent.errors + correlated.errors > 0 ? certain : 0;
  return logAboveE(independent, limit) + betting.logUp;
}

/**
 * ln of the e-value against "at most this share fails", from totals: the one-sided beta-binomial mixture, with one failure's weight of
 * prior, so that it is ready for large departures as for small ones.
 */
export function logAboveE({ requests, errors }: Counts, limit: number): number {
  if (limit >= 1) return 0;
  if (limit <= 0) return errors > 0 ? certain : 0;
  return logShareE({ candidate: errors, champion: requests - errors }, limit, 1 / Math.min(limit, 1 - limit));
}

/** ln of the e-value against "at least this share fails". Against a bound of 0 nothing can be proven, and of 1 all is. */
export function logBelowE({ requests, errors }: Counts, limit: number): number {
  if (limit <= 0 || requests === 0) return 0;
  if (limit >= 1) return certain;
  return logShareE({ candidate: requests - errors, champion: errors }, 1 - limit, 1 / Math.min(limit, 1 - limit));
}
