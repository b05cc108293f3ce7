import type { MeasurementPhase } from './assess-measurement.ts';
import { type CompleteLimits, completeLimits, type RunLimits } from './run-limits.ts';

/** Of one metric's measurements together. `pending`: none yet; `running`: more are to come. */
export type RunPhase = MeasurementPhase | 'pending' | 'running';

export interface RunAssessment {
  phase: RunPhase;
  sentence: string;
}

interface Counts {
  /** Measurements with an answer. */
  count: number;
  failed: number;
  inconclusive: number;
  errorsInRow: number;
  successesInRow: number;
}

/**
 * The phase of a metric after these measurements, in their order, by the rules of Argo Rollouts. The first measurement that
 * decides ends it; later ones change nothing.
 *
 * One difference: a run that is terminated before any measurement has an answer is successful in Argo, and inconclusive here.
 * Terminated later, without a limit broken, it is successful in both.
 *
 * @throws InputError `limits-invalid`
 */
export function assessRun(measurements: MeasurementPhase[], limits: RunLimits, terminated = false): RunAssessment {
  const complete = completeLimits(limits);
  const counts: Counts = { count: 0, failed: 0, inconclusive: 0, errorsInRow: 0, successesInRow: 0 };
  for (const phase of measurements) {
    tally(counts, phase);
    const decided = decide(counts, complete);
    if (decided) return decided;
  }
  const seen = `${counts.count} measured, ${counts.failed} failed, ${counts.inconclusive} inconclusive`;
  if (terminated)
    return counts.count === 0
      ? { phase: 'inconclusive', sentence: 'terminated before any measurement had an answer' }
      : { phase: 'successful', sentence: `terminated within its limits: ${seen}` };
  return { phase: measurements.length === 0 ? 'pending' : 'running', sentence: `${seen} so far` };
}

function tally(counts: Counts, phase: MeasurementPhase): void {
  counts.successesInRow = phase === 'successful' ? counts.successesInRow + 1 : 0;
  counts.errorsInRow = phase === 'error' ? counts.errorsInRow + 1 : 0;
  if (phase !== 'error') counts.count += 1;
  if (phase === 'failed') counts.failed += 1;
  if (phase === 'inconclusive') counts.inconclusive += 1;
}

function decide(counts: Counts, limits: CompleteLimits): RunAssessment | undefined {
  const { failed, inconclusive, errorsInRow, successesInRow, count } = counts;
  const { failureLimit, inconclusiveLimit, consecutiveErrorLimit, consecutiveSuccessLimit } = limits;
  const wants = consecutiveSuccessLimit > 0;
  if (errorsInRow > consecutiveErrorLimit)
    return { phase: 'error', sentence: `${errorsInRow} errors in a row; ${consecutiveErrorLimit} are allowed` };
  if (inconclusive > inconclusiveLimit)
    return {
      phase: 'inconclusive',
      sentence: `${inconclusive} measurements inconclusive; ${inconclusiveLimit} are allowed`,
    };
  if (failureLimit >= 0 && failed > failureLimit)
    return { phase: 'failed', sentence: `${failed} measurements failed; ${failureLimit} are allowed` };
  if (wants && successesInRow >= consecutiveSuccessLimit)
    return {
      phase: 'successful',
      sentence: `${successesInRow} successes in a row; ${consecutiveSuccessLimit} are needed`,
    };
  if (count < limits.count) return undefined;
  if (!wants)
    return { phase: 'successful', sentence: `all of ${count} measured, ${failed} failed; ${failureLimit} are allowed` };
  const sentence = `all of ${count} measured without ${consecutiveSuccessLimit} successes in a row`;
  return { phase: failureLimit >= 0 ? 'inconclusive' : 'failed', sentence };
}
