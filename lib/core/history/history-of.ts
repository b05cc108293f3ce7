import { ofSample } from '../checks/past/figure.ts';
import type { CheckResult, Verdict } from '../gate.ts';
import type { HistoryCheck, HistoryPolicy } from '../policy/history.ts';
import type { Profile } from '../profile/profile.ts';
import { formatNumber } from '../report/format.ts';
import { bySeverity } from '../warned.ts';
import { metricOf } from './metrics.ts';
import { rangeWords } from './range-words.ts';
import { strategyOf } from './strategies/registry.ts';

/**
 * Is the data usual, beside that of earlier releases? Until there are as many as a strategy needs that is told, and passes:
 * history comes of releases alone.
 * @param past oldest first, or that the data is a sample for a pull request
 */
export function historyOf(current: Profile, past: Profile[] | 'sample', policy: HistoryPolicy): CheckResult[] {
  return policy.checks.map((check) => {
    const { verdict, observed, allowed, clause } = judge(check, current, past, policy.last);
    const subject = check.column ?? 'table';
    const name = `${check.metric}-history`;
    const sentence = `${subject} ${name}: ${clause}`;
    return bySeverity({ check: name, subject, verdict, sentence, observed, allowed }, policy.severity);
  });
}

/** How many earlier data sets a policy looks at: what needs more than it says would never be compared. */
export function lastOf({ last, checks }: HistoryPolicy): number {
  return Math.max(last, ...checks.map(({ strategy }) => strategyOf(strategy).needs(strategy)));
}

function judge({ metric, column, strategy }: HistoryCheck, current: Profile, past: Profile[] | 'sample', last: number) {
  const value = metricOf(current, metric, column);
  if (value === null) return finding('inconclusive', null, 'known', `the data does not tell the ${metric}`);
  if (past === 'sample') return finding('pass', value, 'not compared', `${formatNumber(value)}; ${ofSample}`);
  const { needs, expects } = strategyOf(strategy);
  const least = needs(strategy);
  const seen = past.slice(-Math.max(last, least));
  const series = seen.flatMap((profile) => metricOf(profile, metric, column) ?? []);
  if (series.length < least) {
    const clause = `${formatNumber(value)} after ${series.length} data sets of releases; from ${least} on it is compared`;
    return finding('pass', value, `compared from ${least} on`, clause);
  }
  const range = expects(series, value, strategy);
  // A history that gives no limits, as a ratio to 0 does, is no licence.
  if (Number.isNaN(range.lower) || Number.isNaN(range.upper))
    return finding('inconclusive', value, 'known limits', `${formatNumber(value)}: the past gives no limits`);
  const usual = value >= range.lower && value <= range.upper;
  const allowed = rangeWords(range);
  const clause = `${formatNumber(value)}, ${strategy.kind} allows ${allowed} after ${series.length} data sets`;
  return finding(usual ? 'pass' : 'fail', value, allowed, clause);
}

function finding(verdict: Verdict, observed: number | null, allowed: string, clause: string) {
  return { verdict, observed, allowed, clause };
}
