import type { Ports } from '../lib/ports.ts';
import { recover } from '../lib/steps/recover.ts';
import { executionEnded } from './events.ts';
import { stepHandler } from './handler.ts';
import { count } from './metrics.ts';

/** Woken by the watchdog with an execution that ended, or by the reaper with nothing: then it sweeps. */
export const handler = stepHandler('recover', async (event: unknown, ports: Ports) => {
  const ended = executionEnded.safeParse(event);
  const output = await recover(ended.success ? { executionArn: ended.data.detail.executionArn } : {}, ports);
  if (output.mended.length > 0) count('Mended', {}, output.mended.length);
  return output;
});
