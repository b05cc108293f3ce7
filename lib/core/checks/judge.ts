import { type CheckResult, combine, type Verdict } from '../gate.ts';
import { overriddenNote } from '../override.ts';
import type { CheckCounts } from '../profile/profile.ts';
import { formatPercent } from '../report/format.ts';
import { bySeverity, warnedNote } from '../warned.ts';
import { accepts, acceptsEach, describeAccept, isNoRow } from './accept.ts';
import type { Accept, BoundCheck, Check, Judged } from './check.ts';
import { bind } from './registry.ts';

/** One check's verdict on what was counted. Only severity `error` can fail; the others are told in a sentence. */
export function judgeCheck(check: Check, counts: CheckCounts): CheckResult {
  const bound = bind(check);
  const subject = bound.ofFiles ? 'files' : subjectOf(check);
  const { verdict, observed, shown, allowed, clause } = judged(check, bound, counts);
  const counted = check.kind !== 'row-count' && !bound.judge && !counts.error && !counts.absent;
  const result = {
    check: check.kind,
    subject,
    verdict,
    sentence: `${subject} ${check.kind}: ${clause}`,
    observed,
    ...(shown === undefined ? {} : { shown }),
    allowed,
    ...(counted ? { failing: failingOf(counts) } : {}),
  };
  return bySeverity(result, check.severity);
}

function failingOf({ failing, total, samples, between }: CheckCounts): NonNullable<CheckResult['failing']> {
  return { count: failing ?? between?.[0] ?? 0, total, samples: samples.map((sample) => ({ ...sample })) };
}

function judged(check: Check, bound: BoundCheck, counts: CheckCounts): Judged {
  if (counts.error) {
    const clause = `could not be measured: ${counts.error.message}`;
    const { error: _, ...unseen } = counts;
    const allowed = bound.judge?.(unseen)?.allowed ?? allowedRows(check, bound);
    return { verdict: 'inconclusive', observed: null, allowed, clause };
  }
  if (counts.absent)
    return {
      verdict: 'pass',
      observed: null,
      allowed: 'absent, or as the check says',
      clause: 'is not in the data, and need not be',
    };
  const observed = bound.judge?.(counts);
  if (observed) return observed;
  const verdict = verdictOf(check, counts);
  const percent = percentOf(check, counts);
  return {
    verdict,
    observed: counts.failing,
    ...(percent === undefined ? {} : { shown: `${percent} of rows` }),
    allowed: allowedRows(check, bound),
    clause: clauseOf(check, bound, counts, verdict),
  };
}

function allowedRows({ accept }: Check, { fault }: BoundCheck): string {
  return [describeAccept(accept), fault].filter(Boolean).join(' ');
}

/** Of the rows that the limit is about, where it is a share of them and not a count. */
function percentOf({ accept }: Check, { failing, total, considered = total }: CheckCounts): string | undefined {
  const [isShare, of] = 'mostly' in accept ? [accept.mostly < 1, considered] : [accept.unit === 'percent', total];
  return isShare && failing !== null && of > 0 ? formatPercent(failing / of) : undefined;
}

function verdictOf(check: Check, { failing, total, considered = total, between }: CheckCounts): Verdict {
  const { accept } = check;
  if (between && failing === null) return verdictBetween(accept, between, { considered, total });
  if (failing === null || (total === 0 && !countsNone(check))) return 'inconclusive';
  return accepts(accept, failing, { considered, total }) ? 'pass' : 'fail';
}

function verdictBetween(
  accept: Accept,
  between: [number, number],
  rows: { considered: number; total: number },
): Verdict {
  const accepted = acceptsEach(accept, between, rows);
  return accepted === undefined ? 'inconclusive' : accepted ? 'pass' : 'fail';
}

/** How many rows meet a condition may be none; that a table has none says nothing of it. */
function countsNone({ kind, where, accept }: Check): boolean {
  return kind === 'row-count' && where !== undefined && !('unit' in accept && accept.unit === 'percent');
}

function clauseOf(check: Check, { fault }: BoundCheck, counts: CheckCounts, verdict: Verdict): string {
  const { failing, total, considered = total, samples, between } = counts;
  if (total === 0 && !countsNone(check)) return 'there are no rows to judge';
  if (failing === null && !between)
    return 'there are too many keys to compare across shards; give the data as one file, or drop `unique`';
  const first = samples[0];
  const example = first
    ? `, e.g. row ${first.row}${where(first.file)}${first.value === null ? '' : `: ${first.value}`}`
    : '';
  if (check.kind === 'row-count') return `${failing} rows, allowed ${describeAccept(check.accept)}`;
  if (failing === null && verdict === 'inconclusive')
    return `${between?.join(' to ')} of ${total} rows ${fault}: parts of the data do not tell it closer, and allowed are ${describeAccept(check.accept)}; give the data as one file`;
  const limit = verdict === 'fail' && !isNoRow(check.accept) ? `; allowed ${describeAccept(check.accept)}` : '';
  const percent = percentOf(check, counts);
  const share =
    percent === undefined ? '' : ` (${percent}${considered === total ? '' : ` of the ${considered} considered`})`;
  return `${failing ?? between?.join(' to ')} of ${total} rows${share} ${fault}${verdict === 'fail' ? example : ''}${limit}`;
}

/** A table's check is about the table, one of several columns about all of them. */
export function subjectOf({ columns }: Check): string {
  return columns.length === 0 ? 'table' : columns.join(', ');
}

function where(file: string | undefined): string {
  return file === undefined ? '' : ` of ${file}`;
}

/** Verdict and sentence of a gate over its checks: failing ones first, at most five told. */
export function summarize(results: CheckResult[], rows: number): { verdict: Verdict; sentence: string } {
  const verdict = combine(results.map((result) => result.verdict));
  if (verdict === 'pass')
    return {
      verdict,
      sentence: `all ${results.length} checks passed on ${rows} rows${overriddenNote(results)}${warnedNote(results)}`,
    };
  if (results.length === 0) return { verdict, sentence: 'the contract has no check: an empty gate proves nothing' };
  const deciding = results.filter((result) => result.verdict === verdict);
  const told = deciding.slice(0, 5).map(({ subject, check, sentence }) => {
    const clause = sentence.slice(`${subject} ${check}: `.length);
    return `${subject} ${check} (${clause})`;
  });
  const more = deciding.length > told.length ? ` and ${deciding.length - told.length} more` : '';
  const what = verdict === 'fail' ? 'failed' : 'could not be judged';
  return { verdict, sentence: `${deciding.length} of ${results.length} checks ${what}: ${told.join(', ')}${more}` };
}
