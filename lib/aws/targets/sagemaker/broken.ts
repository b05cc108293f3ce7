import { type Route, sameRoute } from '../../../core/rollout/traffic.ts';
import type { Fleet } from './config.ts';
import { countOf } from './fleet.ts';
import { isBusyStatus, type LiveEndpoint } from './live-endpoint.ts';
import type { ServedEndpoint } from './served-endpoint.ts';

/** What comes next where an endpoint is missing, broken or somebody else's. */
export type BrokenMove =
  | { kind: 'done' | 'wait' | 'foreign' | 'delete' | 'give-up' }
  /** The endpoint cannot carry traffic any more; only the route of one version can be brought back. */
  | { kind: 'out-of-service' }
  | { kind: 'create'; fleet: Fleet }
  /** Of an endpoint that is gone: ours to make again only if its fleet was written down before it was deleted. */
  | { kind: 'create-again'; fleet: Fleet }
  /** Failed for good: its fleet is written down, then it is deleted. */
  | { kind: 'replace'; fleet: Fleet }
  /** A new fleet in place of the one that serves. */
  | { kind: 'update'; fleet: Fleet }
  /** Of one that is there and does not serve as it should: a whole new fleet. */
  | { kind: 'restore'; fleet: Fleet };

export interface Wish {
  /** Both canonical. */
  wanted: Route;
  expected: Route;
}

/** Undefined: there is an endpoint of ours, and it works or is busy. `alone`: the fleet of one version. */
export function brokenMove(
  live: LiveEndpoint,
  wish: Wish,
  served: ServedEndpoint,
  alone: (servableId: string, count: number) => Fleet,
): BrokenMove | undefined {
  const { stable, candidate } = wish.wanted;
  if (live.status === 'Absent') return fromNothing(wish, served, alone);
  if (live.foreign) return fromTheirs(live, wish, served, alone);
  if (live.status === 'Failed') return fromFailure(wish, served, alone);
  if (live.status !== 'OutOfService' && live.status !== 'UpdateRollbackFailed') return undefined;
  if (stable === null) return { kind: 'delete' };
  if (candidate !== null) return { kind: 'out-of-service' };
  // Both fleets of a failed way back serve, or none.
  return { kind: 'restore', fleet: alone(stable, countOf(stable, live, served)) };
}

type Alone = (servableId: string, count: number) => Fleet;

function fromNothing({ wanted, expected }: Wish, served: ServedEndpoint, alone: Alone): BrokenMove {
  const { stable, candidate } = wanted;
  if (stable === null) return { kind: 'done' };
  if (candidate !== null) return { kind: 'foreign' };
  const fleet = alone(stable, served.stableInstanceCount);
  return expected.stable === null
    ? { kind: 'create', fleet }
    : { kind: 'create-again', fleet: { ...fleet, again: true } };
}

/** What somebody else set stays, unless it is just what is expected there: then an operator takes it over. */
function fromTheirs(live: LiveEndpoint, { wanted, expected }: Wish, served: ServedEndpoint, alone: Alone): BrokenMove {
  if (isBusyStatus(live.status)) return { kind: 'wait' };
  const isTakenOver = sameRoute(live.route, expected) && wanted.candidate === null;
  if (!isTakenOver || wanted.stable === null) return { kind: 'foreign' };
  return { kind: 'update', fleet: alone(wanted.stable, served.stableInstanceCount) };
}

/** DeleteEndpoint is the only call that SageMaker takes for it. What never served is given up; what did is made anew. */
function fromFailure({ wanted, expected }: Wish, served: ServedEndpoint, alone: Alone): BrokenMove {
  if (wanted.stable === null) return { kind: 'delete' };
  if (expected.stable === null) return { kind: 'give-up' };
  if (wanted.candidate !== null) return { kind: 'out-of-service' };
  return { kind: 'replace', fleet: { ...alone(wanted.stable, served.stableInstanceCount), again: true } };
}
