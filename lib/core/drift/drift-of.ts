import type { CheckResult, Verdict } from '../gate.ts';
import { formatPercent } from '../report/format.ts';
import type { Binning } from './binnings/binning.ts';
import { reference as referenceBinning } from './binnings/reference.ts';
import { type DriftLimits, type Finding, resultOf } from './checks/drift-check.ts';
import { driftChecks } from './checks/registry.ts';
import type { DriftColumn } from './column.ts';
import { type CompareOptions, type Comparison, compare } from './compare.ts';
import { type ColumnDrift, lineOf } from './line.ts';

/** Those of a policy, whose methods may be of any binning. */
export type DriftOptions = DriftLimits & CompareOptions;

export interface Drift {
  checks: CheckResult[];
  columns: ColumnDrift[];
  /** Columns that were compared by their values. */
  compared: number;
  drifted: string[];
  /** Columns that there was nothing to compare by, each with why. */
  untold: Array<{ name: string; why: string }>;
}

/** What is known of one column: by check, in the order of the report. */
interface Judged {
  comparison: Comparison;
  findings: Array<{ check: string; finding: Finding }>;
}

/** Has the data moved away from the reference? Each question is a check of its own, so that none hides in another's score. */
export function driftOf(
  reference: DriftColumn[],
  current: DriftColumn[],
  options: DriftOptions,
  binning: Binning = referenceBinning,
): Drift {
  const policy = { ...options, minRows: binning.minRows ?? options.minRows };
  const judged = compare(reference, current, options, binning).map((comparison) => judge(comparison, policy));
  const distances = judged.flatMap(({ comparison, findings }) =>
    findings.flatMap(({ check, finding }) => (check === 'drift' ? [{ name: comparison.name, finding }] : [])),
  );
  const drifted = distances.filter(({ finding }) => finding.verdict === 'fail').map(({ name }) => name);
  const checks = judged.flatMap((one) => resultsOf(one, policy));
  return {
    checks: [...shareOfDrifted(drifted, distances.length, policy), ...checks],
    columns: judged.map(({ comparison, findings }) => lineOf(comparison, findings)),
    compared: distances.length,
    drifted,
    untold: judged.flatMap(({ comparison }) => untoldOf(comparison)),
  };
}

function judge(comparison: Comparison, policy: DriftLimits): Judged {
  const findings = driftChecks.flatMap((check) => {
    const finding = check.judge(comparison, policy);
    return finding ? [{ check: check.name, finding }] : [];
  });
  return { comparison, findings };
}

function resultsOf({ comparison, findings }: Judged, policy: DriftLimits): CheckResult[] {
  return findings.map(({ check, finding }) => {
    // Where a share may drift, no single column decides.
    const severity = check === 'drift' && policy.maxDriftedShare !== undefined ? 'warning' : policy.severity;
    return resultOf(check, comparison.name, finding, severity);
  });
}

function shareOfDrifted(drifted: string[], compared: number, policy: DriftLimits): CheckResult[] {
  const { maxDriftedShare: most, severity } = policy;
  if (most === undefined) return [];
  const allowed = `at most ${formatPercent(most)} of columns`;
  const result = (verdict: Verdict, observed: number | null, clause: string) =>
    resultOf(
      'drifted-columns',
      'table',
      { verdict, observed, allowed, clause, ...(observed === null ? {} : { shown: formatPercent(observed) }) },
      severity,
    );
  if (compared === 0) return [result('inconclusive', null, 'no column could be compared')];
  const share = drifted.length / compared;
  const clause = `${drifted.length} of ${compared} columns drifted, ${formatPercent(share)}; allowed ${allowed}`;
  return [result(share > most ? 'fail' : 'pass', share, clause)];
}

function untoldOf({ name, reference }: Comparison): Drift['untold'] {
  return reference.content.kind === 'untold' ? [{ name, why: reference.content.why }] : [];
}
