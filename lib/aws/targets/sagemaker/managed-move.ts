import { type Route, sameRoute } from '../../../core/rollout/traffic.ts';
import { type BrokenMove, brokenMove, type Wish } from './broken.ts';
import type { ManagedEndpoint } from './managed-endpoint.ts';
import { type Deployment, type ManagedLive, managedFleet } from './managed-live.ts';

export type ManagedMove =
  | BrokenMove
  /** By the plan, under the watch of alarms. */
  | { kind: 'deploy'; servableId: string }
  /** All of it at once and without a bake: back, or to what was asked for by name. */
  | { kind: 'replace-fleet'; servableId: string }
  /** SageMaker is on its way, and hears that we are alive. */
  | { kind: 'accompany'; arrived: boolean }
  /** It is to go back by itself. */
  | { kind: 'trip' }
  /** It went back by itself. */
  | { kind: 'taken-back' };

/**
 * What to do next. Once it is begun, SageMaker goes from step to step by itself, whether anybody asks or not: then to shift
 * means to wait until it has come so far, and to go back means to trip its alarm.
 */
export function nextManagedMove(live: ManagedLive, wish: Wish, served: ManagedEndpoint): ManagedMove {
  const broken = brokenMove(live, wish, served, managedFleet);
  if (broken !== undefined) return broken;
  if (live.deployment !== undefined) return during(live, live.deployment, wish);
  if (live.pending !== undefined) return { kind: 'wait' };
  return atRest(live, wish);
}

function during(
  live: ManagedLive,
  { servableId, percent, baking }: Deployment,
  { wanted, expected }: Wish,
): ManagedMove {
  const stable = live.route.stable;
  const forward = wanted.candidate === servableId || (wanted.candidate === null && wanted.stable === servableId);
  const back = wanted.candidate === null && wanted.stable === stable;
  const ours = [expected.stable, expected.candidate].includes(stable) && (forward || back);
  if (!ours) return { kind: 'foreign' };
  if (live.status !== 'Updating') return { kind: 'wait' };
  if (back) return { kind: 'trip' };
  return { kind: 'accompany', arrived: wanted.candidate !== null && baking && percent >= wanted.candidatePercent };
}

function atRest({ route }: ManagedLive, { wanted, expected }: Wish): ManagedMove {
  const serving = route.stable;
  // It went all the way by itself while somebody was still to look at an earlier step.
  if (wanted.candidate !== null && wanted.candidate === serving) return { kind: 'done' };
  if (sameRoute(route, wanted)) return { kind: 'done' };
  if (!isKnown(route, expected)) return { kind: 'foreign' };
  if (wanted.stable === null) return { kind: 'delete' };
  // A later step and a promotion find their deployment under way or done.
  if (expected.candidate !== null && expected.candidate === (wanted.candidate ?? wanted.stable))
    return { kind: 'taken-back' };
  if (wanted.candidate !== null)
    return wanted.stable === serving ? { kind: 'deploy', servableId: wanted.candidate } : { kind: 'foreign' };
  return { kind: 'replace-fleet', servableId: wanted.stable };
}

/** What was expected, or what it ends in when SageMaker goes on by itself or goes back. */
function isKnown({ stable }: Route, expected: Route): boolean {
  return stable === expected.stable || (expected.candidate !== null && stable === expected.candidate);
}
