import type { Route } from '../../core/rollout/traffic.ts';

/**
 * Draws the version for one request: an independent draw each, never a fixed pattern. A pattern (every n-th request, or a
 * low-discrepancy sequence) gives smoother shares but locks onto clients that cycle through their requests, so that one
 * version would get all requests of a kind; and the judge's statistics assume independent assignment.
 * @param uniform a number in [0, 1)
 */
export function chooseVersion(route: Route, uniform: number): string | null {
  return uniform * 100 < route.candidatePercent ? route.candidate : route.stable;
}

/** Numbers in [0, 1) from a 32-bit seed: mulberry32 (Tommy Ettinger, public domain), period 2^32. */
export function uniformsFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
