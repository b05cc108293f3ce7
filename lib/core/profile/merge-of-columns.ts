import { canonicalJson } from '../canonical-json.ts';
import type { CheckCounts } from './profile.ts';

/** What the columns of two parts tell of both: what is seen in each, or, where they are not alike, that it is no count of rows. */
export function mergeOfColumns(a: CheckCounts, b: CheckCounts): Partial<CheckCounts> {
  if (!a.ofColumns && !b.ofColumns) return {};
  const isAlike = a.ofColumns === b.ofColumns && canonicalJson(seenIn(a)) === canonicalJson(seenIn(b));
  return isAlike ? seenIn(a) : { ofColumns: true };
}

function seenIn({ failing, observed, details }: CheckCounts) {
  return {
    ofColumns: true as const,
    failing,
    ...(observed === undefined ? {} : { observed }),
    ...(details === undefined ? {} : { details }),
  };
}
