import type { CheckCounts } from '../profile/profile.ts';
import type { Judged } from './check.ts';
import type { Column } from './column.ts';
import { plain, shown } from './limits.ts';

/** Names of the columns of the data, in its order; fields within them are no columns. */
export function columnNames(all: ReadonlyMap<string, Column>): string[] {
  return [...all.values()].filter(({ field }) => !field).map(({ name }) => name);
}

/** The verdict on what names and types tell: nothing may be wrong. */
export function judgeKnown(
  { failing, observed, details }: CheckCounts,
  says: { allowed: string; pass: string; fail: string },
): Judged {
  const seen = plain(observed ?? null);
  if (failing === 0) return { verdict: 'pass', observed: seen, allowed: says.allowed, clause: says.pass };
  const wrong = Object.entries(details ?? {}).flatMap(([what, list]) =>
    Array.isArray(list) && list.length > 0 ? [`${what} ${shown(list)}`] : [],
  );
  const clause = [says.fail, ...wrong].join('; ');
  return { verdict: 'fail', observed: seen, allowed: says.allowed, clause };
}
