import type { SettleInput } from '../lib/core/step-io.ts';
import type { Ports } from '../lib/ports.ts';
import { settle } from '../lib/steps/settle.ts';
import { stepHandler } from './handler.ts';
import { count } from './metrics.ts';

export const handler = stepHandler('settle', async (input: SettleInput, ports: Ports) => {
  const settled = await settle(input, ports);
  count('Runs', { outcome: input.end.outcome });
  return settled;
});
