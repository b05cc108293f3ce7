import type { CheckResult, Verdict } from '../../gate.ts';
import type { DriftPolicy } from '../../policy/drift.ts';
import { bySeverity } from '../../warned.ts';
import type { Comparison } from '../compare.ts';

/** What one check says of one column; undefined where it does not apply. */
export interface Finding {
  verdict: Verdict;
  observed: CheckResult['observed'];
  /** The same in the unit of what is allowed. @default it is in that */
  shown?: string;
  allowed: string;
  /** What is so, after subject and check. */
  clause: string;
}

/** What is allowed, whatever the method. */
export type DriftLimits = Omit<DriftPolicy, 'numbers' | 'categories' | 'columns' | 'binning'>;

/** One question asked of each column of the reference; one file each. */
export interface DriftCheck {
  /** The word in reports. */
  name: string;
  judge(comparison: Comparison, policy: DriftLimits): Finding | undefined;
}

export function resultOf(
  check: string,
  subject: string,
  finding: Finding,
  severity: DriftPolicy['severity'],
): CheckResult {
  const { verdict, clause, ...rest } = finding;
  return bySeverity({ check, subject, verdict, sentence: `${subject} ${check}: ${clause}`, ...rest }, severity);
}
