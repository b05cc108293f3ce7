import { InputError } from '../../errors.ts';
import { bisect } from './special-functions/bisect.ts';

/** The capital of two gamblers against the mean m, and what they learned so far. */
export interface BettingState {
  /** ln of the capital of the gambler on values above m, and of the one on values below. */
  logUp: number;
  logDown: number;
  count: number;
  sum: number;
  /** Σ (value − mean then)². */
  squares: number;
}

export const bettingStart: BettingState = { logUp: 0, logDown: 0, count: 0, sum: 0, squares: 0 };

/** No bet risks more than this part of the capital. */
const risk = 0.5;

/**
 * Bets on one more value in [0, 1] against the mean m: capital times 1 ± λ(value − m), with λ from earlier values alone, so each
 * capital is an e-process while the mean given the past is m. Waudby-Smith & Ramdas, JRSSB 2023, arXiv 2010.09686, hedged capital:
 * λ = √(2 ln(2/alpha) / (t ln(1 + t) σ²)) cut so that no bet risks more than half, σ² with one value seen beforehand (mean ½,
 * variance ¼). `alpha` sets the bets' size, not their validity: who bets on one side at level α says 2α. 0 < m < 1.
 *
 * A window of many values is handed over as one, its mean: that is in [0, 1] and has the mean m given the past, whatever the
 * correlation within the window. It is weaker than betting on each value, whose order windows do not keep; counts of yes and no do
 * not need it (block-e.ts), and independent values are sharper in confidence.ts.
 */
export function bettingNext(state: BettingState, value: number, m: number, alpha: number): BettingState {
  if (!(value >= 0 && value <= 1)) throw new InputError('judge-input', `a value must be in 0 to 1, got ${value}`);
  if (!(m > 0 && m < 1)) throw new InputError('judge-input', `the mean to bet against must be inside 0 to 1, got ${m}`);
  const t = state.count + 1;
  const spread = (0.25 + state.squares) / t;
  const bet = Math.sqrt((2 * Math.log(2 / alpha)) / (t * Math.log1p(t) * spread));
  const sum = state.sum + value;
  const mean = (0.5 + sum) / (t + 1);
  return {
    logUp: state.logUp + Math.log1p(Math.min(bet, risk / m) * (value - m)),
    logDown: state.logDown + Math.log1p(-Math.min(bet, risk / (1 - m)) * (value - m)),
    count: t,
    sum,
    squares: state.squares + (value - mean) ** 2,
  };
}

/**
 * ln of the e-value against "the mean is at most m" (rejecting proves `above`), "at least m" (`below`), or "m" (`other`: the
 * better of both gamblers, each with half of the capital).
 */
export function logBettingE({ logUp, logDown }: BettingState, proves: 'above' | 'below' | 'other'): number {
  if (proves === 'other') return Math.max(logUp, logDown) - Math.LN2;
  return proves === 'above' ? logUp : logDown;
}

/**
 * The means that the hedged capital does not refute: an interval that holds the mean at all looks at once with probability
 * 1 − alpha. The gambler above wins less the higher m is, and the other one more, so each end is one root.
 */
export function bettingInterval(values: readonly number[], alpha: number): { lower: number; upper: number } {
  const refuted = (m: number, proves: 'above' | 'below') => {
    let state = bettingStart;
    for (const value of values) state = bettingNext(state, value, m, alpha);
    return logBettingE(state, proves) - Math.LN2 + Math.log(alpha);
  };
  const least = Number.MIN_VALUE;
  const most = 1 - Number.EPSILON / 2;
  const lower = bisect((m) => -refuted(m, 'above'), least, most);
  const upper = bisect((m) => refuted(m, 'below'), least, most);
  return { lower: lower === least ? 0 : lower, upper: upper === most ? 1 : upper };
}
