import type { CheckResult } from '../gate.ts';
import type { Policy } from '../policy/schema.ts';
import type { Coverage } from './cobertura.ts';

/** What a coverage must be, decided before the tests run: the build compares one number with another. */
export interface CoverageBound {
  file: string;
  /** Least hundredths of a percent that pass. */
  least: number;
  allowed: string;
  /** Hundredths of a percent; null where there is no champion, or none that told its coverage. */
  champion: number | null;
}

/** The policy's minimum, or what the champion had less the drop that is allowed, whichever is higher. */
export function coverageBound(
  { file, minPercent, maxDropPercent }: NonNullable<Policy['coverage']>,
  champion: number | null,
): CoverageBound {
  const minimum = hundredthsOf(minPercent);
  if (champion === null) return { file, champion, least: minimum, allowed: `at least ${minPercent} %` };
  const kept = champion - Math.floor(maxDropPercent * 100 + 1e-6);
  const allowed = `at least ${minPercent} %, and no more than ${maxDropPercent} points below the champion's ${percent(champion)} %`;
  return { file, champion, least: Math.max(minimum, kept), allowed };
}

/** A coverage that cannot be read is inconclusive, and so rejects too. */
export function judgeCoverage(read: Coverage, { file, least, allowed, champion }: CoverageBound): CheckResult {
  const check = { check: 'coverage', subject: file, allowed, champion: champion === null ? null : champion / 100 };
  if ('fault' in read)
    return { ...check, verdict: 'inconclusive', sentence: `cannot be read: ${read.fault}`, observed: null };
  return {
    ...check,
    verdict: read.hundredths >= least ? 'pass' : 'fail',
    sentence: `the tests run ${percent(read.hundredths)} % of the lines; allowed: ${allowed}`,
    observed: read.hundredths / 100,
  };
}

/** `93.18`: two decimals, as the build's script writes them. */
function percent(hundredths: number): string {
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
}

function hundredthsOf(percents: number): number {
  return Math.ceil(percents * 100 - 1e-6);
}
