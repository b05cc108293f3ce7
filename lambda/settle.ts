import { trainingMinutes } from '../lib/core/monitoring/training-minutes.ts';
import type { SettleInput } from '../lib/core/step-io.ts';
import type { Ports } from '../lib/ports.ts';
import { settle } from '../lib/steps/settle.ts';
import { count } from './metrics.ts';
import { stepHandler } from './step-handler.ts';

export const step = async (input: SettleInput, ports: Ports) => {
  const settled = await settle(input, ports);
  const Machine = settled.trigger.kind === 'pull_request' ? 'pull_request' : 'delivery';
  count(ports, 'Runs', { Machine, Outcome: settled.outcome });
  // All is told and let go: no trouble with a number may bring it here again.
  const timeline = await ports.executions.timeline(input.executionArn).catch(() => []);
  const minutes = trainingMinutes(timeline);
  if (minutes > 0) count(ports, 'TrainingMinutes', {}, minutes);
  return settled;
};

export const handler = stepHandler('settle', step);
