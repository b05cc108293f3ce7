import type { CheckResult } from '../gate.ts';
import { formatPercent } from '../report/format.ts';
import type { Binning } from './binnings/binning.ts';
import { reference as referenceBinning } from './binnings/reference.ts';
import { type DriftLimits, resultOf } from './checks/drift-check.ts';
import { driftChecks } from './checks/registry.ts';
import type { DriftColumn } from './column.ts';
import { type CompareOptions, type Comparison, compare } from './compare.ts';

/** Those of a policy, whose methods may be of any binning. */
export type DriftOptions = DriftLimits & CompareOptions;

export interface Drift {
  checks: CheckResult[];
  /** Columns that were compared by their values. */
  compared: number;
  drifted: string[];
  /** Columns that there was nothing to compare by, each with why. */
  untold: Array<{ name: string; why: string }>;
}

/** Has the data moved away from the reference? Each question is a check of its own, so that none hides in another's score. */
export function driftOf(
  reference: DriftColumn[],
  current: DriftColumn[],
  options: DriftOptions,
  binning: Binning = referenceBinning,
): Drift {
  const policy = { ...options, minRows: binning.minRows ?? options.minRows };
  const comparisons = compare(reference, current, options, binning);
  const found = comparisons.flatMap((comparison) =>
    driftChecks.flatMap((check) => {
      const finding = check.judge(comparison, policy);
      return finding ? [{ check: check.name, subject: comparison.name, finding }] : [];
    }),
  );
  const distances = found.filter(({ check }) => check === 'drift');
  const drifted = distances.filter(({ finding }) => finding.verdict === 'fail').map(({ subject }) => subject);
  const checks = found.map(({ check, subject, finding }) => {
    // Where a share may drift, no single column decides.
    const severity = check === 'drift' && policy.maxDriftedShare !== undefined ? 'warning' : policy.severity;
    return resultOf(check, subject, finding, severity);
  });
  const share = shareOfDrifted(drifted, distances.length, policy);
  return { checks: [...share, ...checks], compared: distances.length, drifted, untold: comparisons.flatMap(untoldOf) };
}

function shareOfDrifted(drifted: string[], compared: number, policy: DriftLimits): CheckResult[] {
  const { maxDriftedShare: most, severity } = policy;
  if (most === undefined) return [];
  const allowed = `at most ${formatPercent(most)} of columns`;
  if (compared === 0) {
    const clause = 'no column could be compared';
    return [
      resultOf('drifted-columns', 'table', { verdict: 'inconclusive', observed: null, allowed, clause }, severity),
    ];
  }
  const share = drifted.length / compared;
  const verdict = share > most ? 'fail' : 'pass';
  const clause = `${drifted.length} of ${compared} columns drifted, ${formatPercent(share)}; allowed ${allowed}`;
  return [resultOf('drifted-columns', 'table', { verdict, observed: share, allowed, clause }, severity)];
}

function untoldOf({ name, reference }: Comparison): Drift['untold'] {
  return reference.content.kind === 'untold' ? [{ name, why: reference.content.why }] : [];
}
