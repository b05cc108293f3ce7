import type { StepContext } from '../lib/core/step-io.ts';
import type { Ports } from '../lib/ports.ts';
import { judgeData } from '../lib/steps/judge-data.ts';
import { count } from './metrics.ts';
import { stepHandler } from './step-handler.ts';

export const step = async (input: StepContext, ports: Ports) => {
  const judged = await judgeData(input, ports);
  count(ports, 'Verdicts', { Gate: 'data', Verdict: judged.verdict });
  return judged;
};

export const handler = stepHandler('judge-data', step);
