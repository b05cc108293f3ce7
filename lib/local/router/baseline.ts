import { mannerOf, type Route } from '../../core/rollout/traffic.ts';

/** A fresh baseline is a second server of the same version, under a name that no version has. */
const suffix = '.baseline';

export function baselineOf(servableId: string): string {
  return `${servableId}${suffix}`;
}

/** The version behind a server. */
export function servableOf(serverId: string): { id: string; baseline: boolean } {
  const baseline = serverId.endsWith(suffix);
  return { id: baseline ? serverId.slice(0, -suffix.length) : serverId, baseline };
}

/** The servers that a route needs. */
export function serversOf(route: Route): string[] {
  const { stable, candidate } = route;
  const baseline = mannerOf(route) === 'compared' && candidate !== null && stable !== null ? baselineOf(stable) : null;
  return [stable, candidate, baseline].filter((id) => id !== null);
}
