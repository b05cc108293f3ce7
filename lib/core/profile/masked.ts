import type { Check } from '../checks/check.ts';
import type { DataContract } from '../contract/contract.ts';
import { sensitiveColumns } from '../contract/sensitive.ts';
import type { CheckResult } from '../gate.ts';
import type { CheckCounts, ColumnProfile, Profile, Sample } from './profile.ts';

/** Stands where a value is that nobody is to see. */
export const mask = '(masked)';

/**
 * A profile that holds no value of sensitive columns: counts, means and variances stay. What a check observed stays too, for it is
 * still to be merged and judged; see `maskedResult` and `withoutObserved`. `keys`: the columns that name a row of a sample.
 */
export function maskedProfile(profile: Profile, contract: DataContract, keys: string[] = []): Profile {
  const sensitive = sensitiveColumns(contract);
  if (sensitive.size === 0) return profile;
  const columns = profile.columns.map((column) => (sensitive.has(column.name) ? maskedColumn(column) : column));
  const checks = profile.checks.map((counts, index) => {
    const check = contract.checks[index];
    return check
      ? { ...counts, samples: counts.samples.map((sample) => maskedSample(sample, check, sensitive, keys)) }
      : counts;
  });
  return { ...profile, columns, checks };
}

/** The result of a check that observed values rather than counted rows, without them. */
export function maskedResult(
  check: Check,
  counts: CheckCounts,
  result: CheckResult,
  contract: DataContract,
): CheckResult {
  if (!observes(counts) || !reveals(check, sensitiveColumns(contract))) return result;
  const { shown: _, ...rest } = result;
  const { subject, allowed, warned, verdict } = rest;
  const said = `${subject} ${result.check}: what was observed is masked; allowed ${allowed}: ${warned?.verdict ?? verdict}`;
  return { ...rest, observed: null, sentence: warned ? `${warned.severity} only: ${said}` : said };
}

/** Statistics that are values of the column, or differences of two. Counts, means and variances stay, as in a profile. */
const ofValues = new Set(['iqr', 'max', 'median', 'min', 'range']);

/** Whether a check's number is not to be kept for later runs either. */
export function hidesFigure(check: Check, contract: DataContract): boolean {
  if (!reveals(check, sensitiveColumns(contract))) return false;
  return check.kind === 'sql-value' || ofValues.has(String((check.args as { of?: unknown }).of));
}

/** The counts of such a check, once it was judged. */
export function withoutObserved(check: Check, counts: CheckCounts, contract: DataContract): CheckCounts {
  if (!observes(counts) || !reveals(check, sensitiveColumns(contract))) return counts;
  const hidden: ReadonlySet<string> = new Set(observations);
  return Object.fromEntries(Object.entries(counts).filter(([key]) => !hidden.has(key))) as CheckCounts;
}

const observations = ['observed', 'details', 'parts', 'pairs', 'groups', 'quantiles', 'different', 'ratio'] as const;

function observes(counts: CheckCounts): boolean {
  return observations.some((key) => counts[key] !== undefined);
}

/** SQL of the user may be about any column. */
function reveals({ kind, columns }: Check, sensitive: ReadonlySet<string>): boolean {
  if (sensitive.size === 0) return false;
  return kind.startsWith('sql-') || columns.some((name) => sensitive.has(name));
}

function maskedSample(sample: Sample, check: Check, sensitive: ReadonlySet<string>, keys: string[]): Sample {
  const all = check.kind.startsWith('sql-');
  const hidden = reveals(check, sensitive);
  return {
    ...sample,
    value: hidden && sample.value !== null ? mask : sample.value,
    ...(sample.values
      ? { values: sample.values.map((value, at) => (all || sensitive.has(check.columns[at] ?? '') ? mask : value)) }
      : {}),
    ...(sample.keys ? { keys: sample.keys.map((value, at) => (sensitive.has(keys[at] ?? '') ? mask : value)) } : {}),
  };
}

function maskedColumn(column: ColumnProfile): ColumnProfile {
  return { ...column, min: null, max: null, histogram: null, values: null, frequent: null, quantiles: null };
}
