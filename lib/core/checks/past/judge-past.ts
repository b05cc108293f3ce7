import type { CheckResult, Verdict } from '../../gate.ts';
import type { CheckCounts } from '../../profile/profile.ts';
import { bySeverity } from '../../warned.ts';
import type { Check } from '../check.ts';
import { type Interval, limited } from '../interval.ts';
import { judgeCheck, subjectOf } from '../judge.ts';
import { shown } from '../limits.ts';
import { describe, type Expression, evaluate, needs, reach } from './expression.ts';
import { type Figures, figureKey, figureOf } from './figure.ts';
import { expressionsOf, type Past } from './past.ts';

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
export function judgeBeside(asked: Check, counts: CheckCounts, earlier: readonly Figures[]): Beside {
  const { past, ...check } = asked;
  if (!past || counts.error || counts.absent) return { check: asked, counts, result: judgeCheck(asked, counts) };
  const value = figureOf(check, counts);
  if (value === undefined) return without(asked, counts, null, 'there is no number to compare with earlier data');
  const key = figureKey(check) ?? '';
  const series = earlier.flatMap((figures) => figures[key] ?? []);
  const least = Math.max(...expressionsOf(past).map(needs));
  if (series.length < least) {
    const clause = `${shown(value)} after ${dataSets(series.length)}; from ${least} on it is compared`;
    return { check: asked, counts, result: told(check, 'pass', value, `compared from ${least} on`, clause) };
  }
  const limits = mapValues(past.limits, (expression) => evaluate(expression, series));
  const terms = termsOf(past, series);
  // A past that gives no limits, as a ratio to 0 does, is no licence.
  if (!Object.values(limits).every(Number.isFinite))
    return without(asked, counts, value, `${shown(value)}: the past gives no limits: ${terms}`);
  const resolved = limited(check, limits);
  const result = judgeCheck(resolved, counts);
  return { check: resolved, counts, result: { ...result, sentence: `${result.sentence}; ${terms}` } };
}

/** Nothing can be said, which other tools call an error. */
function without(check: Check, counts: CheckCounts, value: number | null, clause: string): Beside {
  const result = told(check, 'inconclusive', value, 'known limits', clause);
  return { check, counts: { ...counts, error: { message: clause } }, result };
}

function mapValues(limits: Past['limits'], value: (of: Expression) => number): Interval {
  return Object.fromEntries(Object.entries(limits).flatMap(([end, of]) => (of ? [[end, value(of)]] : [])));
}

/** `avg(last(3)) * 0.5 is 52.5 after 3 earlier data sets`. */
function termsOf(past: Past, series: number[]): string {
  const expressions = expressionsOf(past).filter((expression) => !('number' in expression));
  const terms = new Set(
    expressions.map((expression) => `${describe(expression)} is ${shown(evaluate(expression, series))}`),
  );
  const looked = Math.min(series.length, Math.max(...expressions.map(reach)));
  return `${[...terms].join(', ')} after ${dataSets(looked)}`;
}

function dataSets(count: number): string {
  return `${count} earlier data set${count === 1 ? '' : 's'}`;
}

function told(check: Check, verdict: Verdict, observed: number | null, allowed: string, clause: string): CheckResult {
  const subject = subjectOf(check);
  const sentence = `${subject} ${check.kind}: ${clause}`;
  return bySeverity({ check: check.kind, subject, verdict, sentence, observed, allowed }, check.severity);
}
