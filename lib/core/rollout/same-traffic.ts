import { mannerOf, noRoute, type Route, routeOf, sameRoute } from './traffic.ts';

/**
 * Whether two routes send every request to the same version, however they are written: with all of the traffic a candidate is what a
 * target calls stable, and with none of it there is no candidate.
 */
export function sameTraffic(a: Route, b: Route): boolean {
  return sameRoute(plain(a), plain(b));
}

export function plain(route: Route): Route {
  const { stable, candidate, candidatePercent } = route;
  if (candidate === null || candidatePercent <= 0 || candidate === stable) return { ...noRoute, stable };
  const manner = mannerOf(route);
  if (candidatePercent >= 100 && manner !== 'mirrored' && manner !== 'sticky') return { ...noRoute, stable: candidate };
  return routeOf(route);
}
