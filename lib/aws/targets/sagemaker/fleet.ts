import { mannerOf, type Route } from '../../../core/rollout/traffic.ts';
import type { Fleet, FleetVariant } from './config.ts';
import type { LiveEndpoint } from './live-endpoint.ts';
import type { LiveVariant } from './live-variant.ts';
import { type Role, variantName } from './names.ts';
import { weightsOf } from './route.ts';
import type { ServedEndpoint } from './served-endpoint.ts';

/** One version alone, as a first release is and what every rollout ends in. */
export function stableFleet(servableId: string, count: number): Fleet {
  return { production: [member('stable', servableId, count, 100)] };
}

/** The fleet of one variant that what serves becomes after a rollout; undefined: it is that, or a rollout is under way. */
export function aloneFleet({ route, production, shadows }: LiveEndpoint, served: ServedEndpoint): Fleet | undefined {
  const serving = production.find(({ weight }) => weight > 0);
  if (route.candidate !== null || route.stable === null || serving === undefined) return undefined;
  const alone = production.length === 1 && serving.role === 'stable' && shadows.length === 0;
  return alone ? undefined : stableFleet(route.stable, serving.count ?? served.stableInstanceCount);
}

/** Instances of what serves a version now; of a first release where nothing does. */
export function countOf(servableId: string | null, live: LiveEndpoint, served: ServedEndpoint): number {
  const counts = live.production
    .filter((one) => one.servableId === servableId && one.role !== 'base')
    .sort((a, b) => b.weight - a.weight)
    .map(({ count }) => count);
  return counts[0] ?? served.stableInstanceCount;
}

/** Instances for a share of the traffic that `whole` instances carry alone. */
function instancesFor(percent: number, whole: number, { candidateInstanceCount }: ServedEndpoint): number {
  return Math.max(candidateInstanceCount, Math.ceil((whole * percent) / 100));
}

/** Whether a route is a matter of weights, with the variants that are there. */
export function carries({ production, shadows }: LiveEndpoint, route: Route): boolean {
  return mannerOf(route) !== 'mirrored' && shadows.length === 0 && weightsOf(route, production) !== undefined;
}

/**
 * The fleet that can carry a route, with all traffic where it was. `fresh`: with a copy of stable, which the step itself or a
 * later one is compared with, so that no second fleet is launched for it.
 */
export function fleetFor(route: Route, live: LiveEndpoint, served: ServedEndpoint, fresh: boolean): Fleet {
  const stable = route.candidate === null ? (live.route.stable ?? route.stable) : route.stable;
  const candidate = route.candidate ?? (route.stable === stable ? null : route.stable);
  const whole = countOf(stable, live, served);
  if (served.serverless && route.stable !== null) return stableFleet(route.stable, whole);
  if (stable === null || candidate === null) return stableFleet(String(stable ?? candidate), whole);
  const percent = route.candidate === null ? 100 : route.candidatePercent;
  const count = instancesFor(percent, whole, served);
  const [main] = stableFleet(stable, whole).production as [FleetVariant];
  if (mannerOf(route) === 'mirrored') return { production: [main], shadow: member('cand', candidate, count, percent) };
  const base = fresh ? [member('base', stable, count, 0)] : [];
  return { production: [main, ...base, member('cand', candidate, count, 0)] };
}

/** Variants that have fewer instances than their share needs, with how many they need. What was stable before has them. */
export function growth(route: Route, live: LiveEndpoint, served: ServedEndpoint): Map<string, number> {
  const weights = weightsOf(route, live.production) ?? new Map<string, number>();
  const whole = countOf(live.route.stable, live, served);
  const short = (one: LiveVariant) => {
    const weight = weights.get(one.name) ?? 0;
    const needed = instancesFor(weight, whole, served);
    const grows = one.role !== 'stable' && weight > 0 && one.count !== null && one.count < needed;
    return grows ? [[one.name, needed] as const] : [];
  };
  return new Map(live.production.flatMap(short));
}

function member(role: Role, servableId: string, count: number, weight: number): FleetVariant {
  return { name: variantName(role, servableId), servableId, count, weight };
}
