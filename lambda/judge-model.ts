import type { StepContext } from '../lib/core/step-io.ts';
import type { Ports } from '../lib/ports.ts';
import { judgeModel } from '../lib/steps/judge-model.ts';
import { count } from './metrics.ts';
import { stepHandler } from './step-handler.ts';

export const step = async (input: StepContext, ports: Ports) => {
  const judged = await judgeModel(input, ports);
  count(ports, 'Verdicts', { Gate: 'model', Verdict: judged.verdict });
  return judged;
};

export const handler = stepHandler('judge-model', step);
