import { pricedRegion, stricter, trainingDollars } from '../../core/cost/paid-training.ts';
import { planTraining, type TrainingPlan } from '../../core/cost/training-budget.ts';
import type { Policy } from '../../core/policy/schema.ts';
import type { RunRequest, TimelineEntry } from '../../core/run.ts';
import type { Ports } from '../../ports.ts';
import { monthOf, reserve, spend } from '../records/spending.ts';
import { writeGate } from './run-records.ts';

/**
 * Reserves what this run's training may cost, and says how long it may take. Where the gate says no, nothing is reserved.
 * Where training costs nothing, nothing is limited either.
 */
export async function budgetTraining(
  request: RunRequest,
  executionArn: string,
  { training: { timeLimitSeconds, budget } }: Policy,
  { store, clock, training }: Ports,
): Promise<TrainingPlan> {
  if (!training)
    return { seconds: timeLimitSeconds, minutes: Math.ceil(timeLimitSeconds / 60) + 10, dollarsAtMost: null };
  const asked = {
    training,
    region: pricedRegion(executionArn),
    limits: stricter(training.budget, budget),
    policySeconds: timeLimitSeconds,
    month: monthOf(request),
    decidedAt: clock.now().toISOString(),
  };
  let plan: TrainingPlan | undefined;
  await reserve(store, request, clock.now(), ({ dollars, lastSeconds }) => {
    plan = planTraining({ ...asked, spentDollars: dollars, typicalSeconds: lastSeconds });
    const refused = plan.gate !== undefined && plan.gate.verdict !== 'pass';
    return refused ? null : { dollars: plan.dollarsAtMost ?? 0 };
  });
  if (plan?.gate) await writeGate(store, request.runId, plan.gate);
  return plan as TrainingPlan;
}

/** Notes what the training did cost, now that the run has ended; nothing where it was never trained. */
export async function noteSpending(
  request: RunRequest,
  executionArn: string,
  timeline: readonly TimelineEntry[],
  { store, clock, training }: Ports,
): Promise<void> {
  if (!training) return;
  const at = clock.now();
  const seconds = trainedSeconds(timeline, at);
  const dollars = trainingDollars(training, pricedRegion(executionArn), seconds) ?? 0;
  await spend(store, request, { dollars, seconds, at });
}

/** Its time in a queue counts along, so that it is rather too much. */
function trainedSeconds(timeline: readonly TimelineEntry[], now: Date): number {
  return timeline
    .filter(({ state }) => state === 'Train')
    .map(({ enteredAt, leftAt }) => (Date.parse(leftAt ?? now.toISOString()) - Date.parse(enteredAt)) / 1_000)
    .reduce((sum, one) => sum + Math.max(0, one), 0);
}
