import { InputError } from '../../errors.ts';
import { type Counts, checkCounts, noCounts, sumCounts } from './counts.ts';
import { checkMargin, inNull, type Margin, type Side } from './margin.ts';
import { project } from './project.ts';

export type { Margin, Side };

/** The evidence so far, and the totals of all windows in it. */
export interface BlockState {
  /** ln of the e-value. Its probability of ever reaching ln 1/α under H0 is at most α. */
  logE: number;
  candidate: Counts;
  champion: Counts;
}

export const blockStart: BlockState = { logE: 0, candidate: noCounts, champion: noCounts };

/**
 * Two error rates, window by window: S = Π (q/p)^errors ((1−q)/(1−p))^(requests−errors) over both arms, with q guessed from
 * earlier windows only and p the point of H0 nearest to it. E[S] ≤ 1 everywhere in a convex H0, so the product of the windows
 * is an e-process: look after any window, stop at any. Turner, Ly & Grünwald, arXiv 2106.02693; Turner & Grünwald, 2203.09785.
 *
 * Assumes that within a window requests fail independently given the arm's rate; rates may drift between windows, and the arms may
 * be of any sizes. Correlated failures break it (use the sign e-process). H0 for side `worse` is p1 ≤ ratio p0 + difference, so
 * rejecting proves a regression; for `better` it is p1 ≥ ratio p0 + difference, so rejecting proves non-inferiority. A window without
 * champion is judged against `difference` alone, and needs ratio 0. Windows may come in any order as far as validity goes; the
 * e-value itself depends on it, since every window is a bet made from those before.
 */
export function blockNext(
  state: BlockState,
  window: { candidate: Counts; champion: Counts | null },
  side: Side,
  margin: Margin,
): BlockState {
  checkMargin(margin);
  checkCounts(window.candidate, 'candidate');
  if (window.champion) checkCounts(window.champion, 'champion');
  else if (margin.ratio !== 0) {
    throw new InputError('judge-input', `without a champion the margin's ratio must be 0, got ${margin.ratio}`);
  }
  const champion = window.champion ?? noCounts;
  return {
    logE: state.logE + logS(state, window.candidate, champion, side, margin),
    candidate: sumCounts(state.candidate, window.candidate),
    champion: sumCounts(state.champion, champion),
  };
}

function logS(state: BlockState, candidate: Counts, champion: Counts, side: Side, margin: Margin): number {
  const q = guess(state, side, margin);
  if (q === null || inNull({ p1: q.q1, p0: q.q0 }, side, margin)) return 0;
  const p = project(q.q1, candidate.requests, q.q0, champion.requests, margin);
  return logRatio(candidate, q.q1, p.p1) + logRatio(champion, q.q0, p.p0);
}

/** An arm that was never seen is no ground for a bet: then there is none, and S = 1. */
function guess(state: BlockState, side: Side, { ratio }: Margin): { q1: number; q0: number } | null {
  if (state.candidate.requests === 0 || (ratio !== 0 && state.champion.requests === 0)) return null;
  if (side === 'worse') return { q1: posteriorMean(state.candidate), q0: posteriorMean(state.champion) };
  // Non-inferiority is hoped for where both are the same, so their rate is learned from both.
  const pooled = posteriorMean(sumCounts(state.candidate, state.champion));
  return { q1: pooled, q0: pooled };
}

/** The mean of Beta(0.18, 0.18) after these counts, the prior of R's safestats. It is inside (0, 1). */
function posteriorMean({ requests, errors }: Counts): number {
  return (errors + 0.18) / (requests + 0.36);
}

/** ln of the likelihood of the counts at the rate q over that at p. */
export function logRatio({ requests, errors }: Counts, q: number, p: number): number {
  if (requests === 0 || q === p) return 0;
  const failed = errors === 0 ? 0 : errors * Math.log(q / p);
  const passed = errors === requests ? 0 : (requests - errors) * (Math.log1p(-q) - Math.log1p(-p));
  return failed + passed;
}
