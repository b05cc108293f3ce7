import type { Ports } from '../lib/ports.ts';
import { recover } from '../lib/steps/recover.ts';
import { recoverOf } from './events.ts';
import { stepHandler } from './handler.ts';
import { count } from './metrics.ts';

/** Woken with an execution that ended or whose rollout did, or by the reaper with nothing: then it sweeps. */
export const handler = stepHandler('recover', async (event: unknown, ports: Ports) => {
  const output = await recover(recoverOf(event), ports);
  if (output.mended.length > 0) count('Mended', {}, output.mended.length);
  return output;
});
