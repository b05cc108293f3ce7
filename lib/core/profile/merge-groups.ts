import { canonicalJson } from '../canonical-json.ts';
import { maxGroups } from '../checks/measure.ts';
import type { Group, Json } from './profile.ts';

/** The values of two parts with the rows of both, in the order of values; null for too many. */
export function mergeGroups(a: Group[] | null, b: Group[] | null): Group[] | null {
  if (!a || !b) return null;
  const together = new Map<string, Group>();
  for (const group of [...a, ...b]) {
    const key = canonicalJson(group.values);
    together.set(key, { ...group, count: group.count + (together.get(key)?.count ?? 0) });
  }
  if (together.size > maxGroups) return null;
  return [...together.values()].sort((x, y) => inOrder(x.values, y.values));
}

/** Numbers by what they are, all else as it is spelled; what is missing comes last. */
function inOrder(a: Json[], b: Json[]): number {
  for (const [at, one] of a.entries()) {
    const [x, y] = [one, b[at] ?? null];
    if (canonicalJson(x) === canonicalJson(y)) continue;
    if (x === null || y === null) return x === null ? 1 : -1;
    if (typeof x === 'number' && typeof y === 'number') return x - y;
    return String(x) < String(y) ? -1 : 1;
  }
  return 0;
}
