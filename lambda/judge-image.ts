import type { StepContext } from '../lib/core/step-io.ts';
import type { Ports } from '../lib/ports.ts';
import { judgeImage } from '../lib/steps/judge-image.ts';
import { count } from './metrics.ts';
import { stepHandler } from './step-handler.ts';

export const step = async (input: StepContext, ports: Ports) => {
  const judged = await judgeImage(input, ports);
  count(ports, 'Verdicts', { Gate: 'image', Verdict: judged.verdict });
  return judged;
};

export const handler = stepHandler('judge-image', step);
