import { type BlockState, logRatio } from './block-e.ts';
import { type Counts, sumCounts } from './counts.ts';
import { guessedRate } from './first-guess.ts';
import type { Margin } from './margin.ts';
import { project } from './project.ts';

/**
 * The block e-process against "p1 ≥ ratio p0 + difference" (block-e.ts, side `better`), with a guess before the first request. Both
 * rates are taken to be the same, as is hoped, and learned from both arms. At 5 requests/s an arm and 0.5 % errors the guess saves
 * the first window and costs nothing later; it matters where a window is long or a step short.
 */
export function betterNext(
  state: BlockState,
  window: { candidate: Counts; champion: Counts },
  margin: Margin,
): BlockState {
  const { candidate, champion } = window;
  const q = guessedRate(sumCounts(state.candidate, state.champion));
  // With nothing allowed beyond the champion's own rate, no bet can be won.
  const bets = q < margin.ratio * q + margin.difference;
  const p = bets ? project(q, candidate.requests, q, champion.requests, margin) : { p1: q, p0: q };
  return {
    logE: state.logE + logRatio(candidate, q, p.p1) + logRatio(champion, q, p.p0),
    candidate: sumCounts(state.candidate, candidate),
    champion: sumCounts(state.champion, champion),
  };
}
