import { mannerOf, type Route, sameRoute } from '../../../core/rollout/traffic.ts';
import { type BrokenMove, brokenMove, type Wish } from './broken.ts';
import { carries, fleetFor, growth, stableFleet } from './fleet.ts';
import type { LiveEndpoint } from './live-endpoint.ts';
import { variantName } from './names.ts';
import { weightsOf } from './route.ts';
import type { ServedEndpoint } from './served-endpoint.ts';

/** The one change that comes next on the way to a route. */
export type Move =
  | BrokenMove
  | { kind: 'grow'; counts: Map<string, number> }
  /** A variant is there whose traffic is somebody else's to send. */
  | { kind: 'meet'; variant: string }
  /** `smoke`: the variant that gets its first traffic. */
  | { kind: 'weigh'; weights: Map<string, number>; smoke: string | null };

export interface WeightedWish extends Wish {
  /** Whether a fresh copy of stable is launched beside the candidate. */
  fresh: boolean;
}

/**
 * What to do next, from what is there alone: whoever was lost on the way, or killed, is found and gone on from. There is no
 * compare-and-set in this API, so what is seen must be where we were, where we go, or between the two.
 */
export function nextMove(live: LiveEndpoint, wish: WeightedWish, served: ServedEndpoint): Move {
  const { wanted } = wish;
  const broken = brokenMove(live, wish, served, stableFleet);
  if (broken !== undefined) return broken;
  if (live.pending !== undefined) return { kind: 'wait' };
  if (mannerOf(wanted) === 'sticky') return attached(live, wish, served);
  if (sameRoute(live.route, wanted)) return { kind: 'done' };
  if (!sameRoute(live.route, wish.expected) && !isBetween(live, wish)) return { kind: 'foreign' };
  if (wanted.stable === null) return { kind: 'delete' };
  if (!carries(live, wanted)) return { kind: 'update', fleet: fleetFor(wanted, live, served, wish.fresh) };
  return byWeights(live, wanted, served);
}

/** For the front door: the candidate is there, with the instances that its share needs and without any weight. */
function attached(live: LiveEndpoint, { wanted, expected, fresh }: WeightedWish, served: ServedEndpoint): Move {
  const split = { ...wanted, manner: undefined };
  const atRest = sameRoute(live.route, { stable: wanted.stable, candidate: null, candidatePercent: 0 });
  if (!atRest && !sameRoute(live.route, expected)) return { kind: 'foreign' };
  if (!atRest || !carries(live, split)) return { kind: 'update', fleet: fleetFor(split, live, served, fresh) };
  const counts = growth(split, live, served);
  return counts.size > 0
    ? { kind: 'grow', counts }
    : { kind: 'meet', variant: variantName('cand', wanted.candidate ?? '') };
}

/** Capacity comes before weight. Going back to what was stable needs neither: it kept its instances. */
function byWeights(live: LiveEndpoint, wanted: Route, served: ServedEndpoint): Move {
  const counts = growth(wanted, live, served);
  if (counts.size > 0) return { kind: 'grow', counts };
  const weights = weightsOf(wanted, live.production) ?? new Map();
  const first = live.production.find(({ name, role, weight }) => role === 'cand' && weight === 0 && weights.get(name));
  return { kind: 'weigh', weights, smoke: first?.name ?? null };
}

/** A new fleet begins with all traffic on the stable version, wherever the old one had it: seen only where the old one is gone. */
function isBetween(live: LiveEndpoint, { wanted, expected }: Wish): boolean {
  const atRest = sameRoute(live.route, { stable: expected.stable, candidate: null, candidatePercent: 0 });
  return atRest && carries(live, wanted) && !carries(live, expected);
}
