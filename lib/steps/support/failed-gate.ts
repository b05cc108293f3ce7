import type { Explanation } from '../../core/failure.ts';
import type { GateName, GateRecord } from '../../core/gate.ts';

/** What each gate that is a job, not a judgement, demands. */
const demands: Partial<Record<GateName, string>> = {
  checks: 'every check of the workload exits 0',
  image: 'the image builds',
  train: 'training ends in time and writes a model',
  approval: 'a person approves in time',
};

/** The record of a gate whose job said no. */
export function gateOfFailure(gate: GateName, { code, sentence }: Explanation, now: Date): GateRecord {
  const check = {
    check: gate,
    subject: gate,
    verdict: 'fail' as const,
    sentence,
    observed: code ?? 'failed',
    allowed: demands[gate] ?? 'it succeeds',
  };
  return { gate, verdict: 'fail', sentence, checks: [check], decidedAt: now.toISOString() };
}
