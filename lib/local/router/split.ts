import { assign } from '../../core/rollout/assignment.ts';
import { mannerOf, type Route } from '../../core/rollout/traffic.ts';
import { baselineOf } from './baseline.ts';

/** Who answers a request, who only gets a copy of it, and whether it counts. Servers by id. */
export interface Choice {
  answers: string | null;
  /** Gets a copy, whose answer nobody sees. */
  copied: string | null;
  counts: boolean;
}

/**
 * Draws the server for one request: an independent draw each, never a fixed pattern. A pattern (every n-th request, or a
 * low-discrepancy sequence) gives smoother shares but locks onto clients that cycle through their requests, so that one
 * version would get all requests of a kind; and the judge's statistics assume independent assignment.
 * @param uniform a number in [0, 1)
 * @param user who asks, where the caller says; in the manner `sticky` a request without a user is stable's and does not count
 */
export function choose(route: Route, uniform: number, user: string | undefined): Choice {
  const { stable, candidate, candidatePercent } = route;
  const plain = { answers: stable, copied: null, counts: true };
  if (candidate === null) return plain;
  const inShare = uniform * 100 < candidatePercent;
  switch (mannerOf(route)) {
    case 'split':
      return inShare ? { ...plain, answers: candidate } : plain;
    case 'compared':
      if (inShare) return { ...plain, answers: candidate };
      return stable !== null && uniform * 100 < 2 * candidatePercent
        ? { ...plain, answers: baselineOf(stable) }
        : plain;
    case 'mirrored':
      return inShare ? { ...plain, copied: candidate } : plain;
    case 'sticky':
      return user === undefined ? { ...plain, counts: false } : { ...plain, answers: stickyVersion(route, user) };
  }
}

/** The version that a user stays with as long as these two are tested against each other. */
export function stickyVersion({ stable, candidate, candidatePercent }: Route, user: string): string | null {
  const weights = { [stable ?? '']: 100 - candidatePercent, [candidate ?? '']: candidatePercent };
  return assign(user, `${stable} ${candidate}`, weights);
}
