import { combine, type Verdict } from '../gate.ts';
import type { Finding } from './checks/drift-check.ts';
import type { DriftColumn } from './column.ts';
import type { Comparison } from './compare.ts';
import { psi } from './methods/psi.ts';

/** One column of the reference in a line: what decides, and what people know. */
export interface ColumnDrift {
  name: string;
  verdict: Verdict;
  /** How it was compared; null where it was not. */
  method: string | null;
  distance: number | null;
  allowed: string;
  psi: number | null;
  /** Shares of missing values. */
  missing: { reference: number; current: number | null };
  /** What its checks say that did not pass. */
  says: string[];
}

export function lineOf(
  { name, reference, current, pair, distance }: Comparison,
  findings: Array<{ check: string; finding: Finding }>,
): ColumnDrift {
  const own = findings.find(({ check }) => check === 'drift')?.finding;
  const verdicts = findings.map(({ finding }) => finding.verdict);
  return {
    name,
    verdict: verdicts.length === 0 ? 'pass' : combine(verdicts),
    method: distance?.method.name ?? null,
    distance: typeof own?.observed === 'number' ? own.observed : null,
    allowed: own?.allowed ?? '',
    psi: pair ? rounded(psi.measure(pair).value) : null,
    missing: { reference: shareOf(reference), current: current ? shareOf(current) : null },
    says: findings.flatMap(({ check, finding }) => (finding.verdict === 'pass' ? [] : [`${check}: ${finding.clause}`])),
  };
}

function shareOf({ rows, missing }: DriftColumn): number {
  return rows === 0 ? 0 : rounded(missing / rows);
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
