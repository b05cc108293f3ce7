import type { Verdict } from '../gate.ts';
import { formatPercent } from '../report/format.ts';
import { objectIn } from '../report/lenient.ts';
import type { ColumnDrift } from './line.ts';

const worst: Verdict[] = ['fail', 'inconclusive', 'pass'];

/** What a gate that asks about drift alone tells of each column. */
export interface DriftTold {
  /** Those that were compared, the worst first. */
  columns: ColumnDrift[];
  untold: Array<{ name: string; why: string }>;
}

/** Undefined of the facts of any other gate. */
export function driftIn(facts: unknown): DriftTold | undefined {
  const drift = objectIn(facts, 'drift') as Partial<DriftTold> | null;
  if (!drift) return undefined;
  const { columns = [], untold = [] } = drift;
  const sorted = worst.flatMap((verdict) =>
    columns.filter((line) => line.verdict === verdict).sort((a, b) => (b.psi ?? 0) - (a.psi ?? 0)),
  );
  return { columns: sorted.filter(({ method, verdict }) => method !== null || verdict !== 'pass'), untold };
}

/** Shares of missing values, of both sides where they differ. */
export function missingIn({ missing: { reference, current } }: ColumnDrift): string {
  if (current === null) return '';
  return reference === current ? formatPercent(current) : `${formatPercent(reference)} → ${formatPercent(current)}`;
}
