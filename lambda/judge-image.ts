import type { StepContext } from '../lib/core/step-io.ts';
import type { Ports } from '../lib/ports.ts';
import { judgeImage } from '../lib/steps/judge-image.ts';
import { stepHandler } from './handler.ts';
import { count } from './metrics.ts';

export const handler = stepHandler('judge-image', async (input: StepContext, ports: Ports) => {
  const judged = await judgeImage(input, ports);
  count('Verdicts', { gate: 'image', verdict: judged.verdict });
  return judged;
});
