import { type CheckResult, combine, type GateRecord } from '../core/gate.ts';
import { metrics } from '../core/metrics/registry.ts';
import { predictionsOf } from '../core/model-checks/model-check.ts';
import { modelChecks } from '../core/model-checks/registry.ts';
import { applyOverrides, overriddenNote } from '../core/override.ts';
import type { Policy } from '../core/policy/schema.ts';
import type { Scored } from '../core/scored.ts';
import type { JudgeOutput, StepContext } from '../core/step-io.ts';
import type { Ports } from '../ports.ts';
import { readAdmission, readScored, writeGate } from './support/run-records.ts';

/** Is the candidate good enough, and not worse than the champion? Metrics are computed here, from predictions. */
export async function judgeModel({ runId }: StepContext, { store, clock }: Ports): Promise<JudgeOutput> {
  const { policy } = await readAdmission(store, runId);
  const scored = await readScored(store, runId);
  const decidedAt = clock.now().toISOString();
  const judged = modelChecks.flatMap((check) => check.judge({ policy, scored }));
  const checks = applyOverrides('model', judged, policy.overrides, decidedAt);
  const verdict = combine(checks.map((check) => check.verdict));
  const record: GateRecord = {
    gate: 'model',
    verdict,
    sentence: summary(checks),
    checks,
    decidedAt,
    facts: {
      candidate: metricsOf(policy, scored, 'candidate'),
      champion: metricsOf(policy, scored, 'champion'),
      rows: scored.holdout.truth.length,
    },
  };
  await writeGate(store, runId, record);
  return { verdict, sentence: record.sentence };
}

/** What decided: the checks that failed, else those that could not tell, else how many passed. */
function summary(checks: CheckResult[]): string {
  for (const verdict of ['fail', 'inconclusive'] as const) {
    const decided = checks.filter((check) => check.verdict === verdict);
    if (decided.length > 0) {
      const word = verdict === 'fail' ? 'failed' : 'could not tell';
      return `${decided.length} of ${checks.length} checks ${word}: ${[...new Set(decided.map((check) => check.sentence))].join('; ')}`;
    }
  }
  return `all ${checks.length} checks passed${overriddenNote(checks)}`;
}

/** Every metric of the task, for the record and the plots; null where the model did not answer. */
function metricsOf(policy: Policy, { holdout }: Scored, who: 'candidate' | 'champion'): Record<string, number> | null {
  const predictions = predictionsOf(holdout, who);
  if (!predictions || holdout.truth.length === 0) return null;
  const known = Object.values(metrics).filter((metric) => metric.task === policy.evaluation.task);
  return Object.fromEntries(known.map((metric) => [metric.name, metric.compute(holdout.truth, predictions)]));
}
