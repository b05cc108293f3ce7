/** How many windows went up and down so far, and what was won by betting on it. */
export interface SignState {
  /** ln of the e-value against "up is not likelier than down". */
  logE: number;
  ups: number;
  downs: number;
}

export const signStart: SignState = { logE: 0, ups: 0, downs: 0 };

/**
 * Bets on the sign of candidate − baseline, window by window: S = 2θ after an up, 2(1 − θ) after a down, where
 * θ = max(½, (ups + ½) / (ups + downs + 1)) is learned from earlier windows. E[S] ≤ 1 while P(up) ≤ P(down) given the past.
 *
 * Against a fresh baseline of the candidate's own size, versions that behave the same are exchangeable within a window, so the
 * sign of any statistic's difference is symmetric, however requests within the window are correlated. Only the sign counts, so no unit
 * matters. A tie (0) and NaN say nothing, and change nothing. For "down is worse" hand over −difference.
 */
export function signNext(state: SignState, difference: number): SignState {
  if (difference === 0 || Number.isNaN(difference)) return state;
  const { logE, ups, downs } = state;
  const theta = Math.max(0.5, (ups + 0.5) / (ups + downs + 1));
  return difference > 0
    ? { logE: logE + Math.log(2 * theta), ups: ups + 1, downs }
    : { logE: logE + Math.log(2 * (1 - theta)), ups, downs: downs + 1 };
}
