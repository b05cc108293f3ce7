import type { Check } from './check.ts';
import { boundOf, type Interval, wholeNumbers } from './interval.ts';
import { boundOfShare } from './passing-share.ts';
import { hasFigure } from './registry.ts';

/** Whose number is that of failing rows, or of all, so that the bound is on rows. */
const ofRows = new Set(['row-count', 'unique']);

/** A check whose number lies in the interval: of one that has none, the share of rows that pass. */
export function limited(check: Check, interval: Interval): Check {
  if (ofRows.has(check.kind)) return { ...check, accept: boundOf(interval) };
  if (!hasFigure(check)) return { ...check, accept: boundOfShare(interval) };
  const limits = check.kind === 'column-count' ? wholeNumbers(interval) : interval;
  return { ...check, args: { ...(check.args as object), ...limits } };
}

/** A check that says its number and allows any. */
export function unlimited(check: Check): Check {
  const bound = ofRows.has(check.kind) || !hasFigure(check);
  return bound ? { ...check, accept: boundOf({ minimum: 0 }) } : check;
}
