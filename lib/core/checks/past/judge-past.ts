import type { CheckResult, Verdict } from '../../gate.ts';
import type { CheckCounts } from '../../profile/profile.ts';
import { bySeverity } from '../../warned.ts';
import type { Check } from '../check.ts';
import { judgeCheck, subjectOf } from '../judge.ts';
import { limited } from '../limited.ts';
import { shown } from '../limits.ts';
import { hasFigure } from '../registry.ts';
import { allowedBy } from './allowed.ts';
import { type Earlier, figureKey, figureOf, ofSample } from './figure.ts';

/** What a check came to: with limits that are numbers, or with `past` still, where it could not be compared. */
interface Beside {
  check: Check;
  counts: CheckCounts;
  result: CheckResult;
}

/**
 * One check's verdict beside the figures of earlier data, oldest first. Until there are as many as it needs that is told, and
 * passes: else there would be no first data set.
 */
export function judgeBeside(asked: Check, counts: CheckCounts, earlier: Earlier): Beside {
  const { past, ...check } = asked;
  if (!past || counts.error || counts.absent) return { check: asked, counts, result: judgeCheck(asked, counts) };
  const value = figureOf(check, counts);
  if (value === undefined) return without(asked, counts, null, 'there is no number to compare with earlier data');
  if (earlier === 'sample') return uncompared(asked, counts, 'not compared', `${words(check, value)}; ${ofSample}`);
  const key = figureKey(asked) ?? '';
  const series = earlier.flatMap((figures) => figures[key] ?? []);
  const allowed = allowedBy(past);
  if (series.length < allowed.needs) {
    const clause = `${words(check, value)} after ${dataSets(series.length)}; from ${allowed.needs} on it is compared`;
    return uncompared(asked, counts, `compared from ${allowed.needs} on`, clause);
  }
  const limits = allowed.limits(series, value);
  const terms = `${allowed.says(series, value)} after ${dataSets(Math.min(series.length, allowed.reach))}`;
  // A past that gives no limits, as a ratio to 0 does, is no licence.
  if (!Object.values(limits).every(Number.isFinite))
    return without(asked, counts, value, `${words(check, value)}: the past gives no limits: ${terms}`);
  const resolved = limited(check, limits);
  const result = judgeCheck(resolved, counts);
  return { check: resolved, counts, result: { ...result, sentence: `${result.sentence}; ${terms}` } };
}

/** Nothing can be said, which other tools call an error. */
function without(check: Check, counts: CheckCounts, value: number | null, clause: string): Beside {
  const result = told(check, 'inconclusive', value, 'known limits', clause);
  return { check, counts: { ...counts, error: { message: clause } }, result };
}

/** It passes, and the rows that fail are told all the same. */
function uncompared(asked: Check, counts: CheckCounts, allowed: string, clause: string): Beside {
  const { past: _, ...check } = asked;
  const { failing } = judgeCheck(check, counts);
  const result = told(check, 'pass', figureOf(check, counts) ?? null, allowed, clause);
  return { check: asked, counts, result: { ...result, ...(failing ? { failing } : {}) } };
}

function words(check: Check, value: number): string {
  return hasFigure(check) ? shown(value) : `${shown(value)} of the rows pass`;
}

function dataSets(count: number): string {
  return `${count} earlier data set${count === 1 ? '' : 's'}`;
}

function told(check: Check, verdict: Verdict, observed: number | null, allowed: string, clause: string): CheckResult {
  const subject = subjectOf(check);
  const sentence = `${subject} ${check.kind}: ${clause}`;
  return bySeverity({ check: check.kind, subject, verdict, sentence, observed, allowed }, check.severity);
}
