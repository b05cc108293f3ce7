import { environment } from '../lib/core/environment.ts';
import { runIdsIn } from '../lib/core/run.ts';
import type { Ports } from '../lib/ports.ts';
import { lookAround, type Troubles } from '../lib/steps/look-around.ts';
import { recover } from '../lib/steps/recover.ts';
import { recoverOf } from './events.ts';
import type { Around } from './handler.ts';
import { count } from './metrics.ts';
import { stepHandler } from './step-handler.ts';

/**
 * Woken with an execution that ended or whose rollout did, or by the reaper with nothing: then it sweeps. What is wrong still, also
 * where it failed itself, is told as numbers.
 */
export const step = async (event: unknown, ports: Ports, { logger }: Said) => {
  const output = await mend(event, ports, logger).catch(async (failure: unknown) => {
    // Whoever is told hears why the recovery failed, and of the look beside it in the log only.
    const second = await tellTroubles(ports, logger).catch((error: unknown) => ({ error }));
    if (second) logger.warn('looking around failed too', second);
    throw failure;
  });
  await tellTroubles(ports, logger);
  return output;
};

type Said = Pick<Around, 'logger'>;

async function mend(event: unknown, ports: Ports, logger: Said['logger']) {
  const output = await recover(recoverOf(event), ports);
  for (const sentence of output.mended) logger.warn(sentence, { runIds: runIdsIn(sentence) });
  if (output.mended.length > 0) count(ports, 'Mended', {}, output.mended.length);
  return output;
}

async function tellTroubles(ports: Ports, logger: Said['logger']): Promise<void> {
  const troubles = await lookAround(process.env[environment.pipeline] ?? '', ports);
  for (const [name, value] of Object.entries(troubles) as Array<[keyof Troubles, number]>)
    if (value > 0) {
      logger.warn('something is wrong still', { [name]: value });
      count(ports, name, {}, value);
    }
}

export const handler = stepHandler('recover', step);
