import { ConflictError } from '../../core/errors.ts';
import type { Route } from '../../core/rollout/traffic.ts';

/** What gets traffic is never removed. @throws ConflictError `in-route` where it is not to be kept */
export function refuseInRoute({ stable, candidate }: Pick<Route, 'stable' | 'candidate'>, keep: string[]): void {
  const dropped = [stable, candidate].find((id) => id !== null && !keep.includes(id));
  if (dropped) throw new ConflictError('in-route', `Version ${dropped} gets traffic, so it cannot be removed.`);
}
