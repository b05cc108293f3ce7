import { ConflictError, InputError } from '../../core/errors.ts';
import { mannerOf, type Route, sameRoute } from '../../core/rollout/traffic.ts';
import { serversOf } from './baseline.ts';

/**
 * Decides a compare-and-set of the route: the route to set, or undefined when it is live already (a repeated call whose
 * first answer was lost).
 * @throws ConflictError `foreign-writer` when the live route is neither; InputError `unknown-version`.
 */
export function changeRoute(
  live: Route,
  change: { route: Route; expected: Route },
  isPrepared: (id: string) => boolean,
): Route | undefined {
  const { route, expected } = change;
  if (sameRoute(live, route)) return undefined;
  if (!sameRoute(live, expected)) {
    throw new ConflictError(
      'foreign-writer',
      `The route is ${describe(live)}, not ${describe(expected)} as expected: another writer moved it.`,
    );
  }
  for (const id of serversOf(route)) {
    if (isPrepared(id)) continue;
    throw new InputError('unknown-version', `Version ${id} is not prepared, so it cannot get traffic.`);
  }
  return route;
}

function describe(route: Route): string {
  const { stable, candidate, candidatePercent } = route;
  const share = `${candidatePercent} % to ${candidate} (${mannerOf(route)})`;
  return `${stable ?? 'nothing'}${candidate === null ? '' : ` with ${share}`}`;
}
