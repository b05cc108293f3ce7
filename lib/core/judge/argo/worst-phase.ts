import type { RunPhase } from './assess-run.ts';

/** From best to worst, as Argo Rollouts orders them. */
const order = ['successful', 'inconclusive', 'error', 'failed'] as const;

/** The phase of an analysis with these metrics: running until all have ended, then the worst. Without a metric, inconclusive. */
export function worstPhase(phases: RunPhase[]): RunPhase {
  if (phases.some((phase) => phase === 'pending' || phase === 'running')) return 'running';
  return order.findLast((phase) => phases.includes(phase)) ?? 'inconclusive';
}
