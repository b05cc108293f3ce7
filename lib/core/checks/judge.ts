import { type CheckResult, combine, type Verdict } from '../gate.ts';
import { overriddenNote } from '../override.ts';
import type { CheckCounts } from '../profile/profile.ts';
import { describeBound, holds, noRow } from './bound.ts';
import type { Check } from './check.ts';
import { bind } from './registry.ts';

/** One check's verdict on what was counted. Only severity `error` can fail; the others are told in a sentence. */
export function judgeCheck(check: Check, counts: CheckCounts): CheckResult {
  const subject = check.column ?? 'table';
  const allowed = [describeBound(check.bound), bind(check).fault].filter(Boolean).join(' ');
  const verdict = verdictOf(check, counts);
  const clause = clauseOf(check, counts, verdict);
  const told = check.severity !== 'error' && verdict !== 'pass';
  return {
    check: check.kind,
    subject,
    verdict: told ? 'pass' : verdict,
    sentence: `${told ? `${check.severity} only: ` : ''}${subject} ${check.kind}: ${clause}`,
    observed: counts.failing,
    allowed,
    ...(check.kind === 'row-count' ? {} : { failing: failingOf(counts) }),
  };
}

function failingOf({ failing, total, samples }: CheckCounts): NonNullable<CheckResult['failing']> {
  return { count: failing ?? 0, total, samples: samples.map((sample) => ({ ...sample })) };
}

function verdictOf({ bound }: Check, { failing, total }: CheckCounts): Verdict {
  if (failing === null || total === 0) return 'inconclusive';
  return holds(bound, failing, total) ? 'pass' : 'fail';
}

function clauseOf(check: Check, { failing, total, samples }: CheckCounts, verdict: Verdict): string {
  if (total === 0) return 'there are no rows to judge';
  if (failing === null)
    return 'there are too many keys to compare across shards; give the data as one file, or drop `unique`';
  const first = samples[0];
  const example = first
    ? `, e.g. row ${first.row}${where(first.file)}${first.value === null ? '' : `: ${first.value}`}`
    : '';
  if (check.kind === 'row-count') return `${failing} rows, allowed ${describeBound(check.bound)}`;
  const limit =
    verdict === 'fail' && check.bound !== noRow && !isNoRow(check) ? `; allowed ${describeBound(check.bound)}` : '';
  return `${failing} of ${total} rows ${bind(check).fault}${verdict === 'fail' ? example : ''}${limit}`;
}

function isNoRow({ bound }: Check): boolean {
  return bound.operator === noRow.operator && bound.value === noRow.value;
}

function where(file: string | undefined): string {
  return file === undefined ? '' : ` of ${file}`;
}

/** Verdict and sentence of a gate over its checks: failing ones first, at most five told. */
export function summarize(results: CheckResult[], rows: number): { verdict: Verdict; sentence: string } {
  const verdict = combine(results.map((result) => result.verdict));
  if (verdict === 'pass')
    return { verdict, sentence: `all ${results.length} checks passed on ${rows} rows${overriddenNote(results)}` };
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
