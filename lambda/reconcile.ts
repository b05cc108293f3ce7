import { intakePortsFromEnvironment } from '../lib/aws/intake-ports.ts';
import { environment } from '../lib/core/environment.ts';
import type { IntakePorts } from '../lib/ports.ts';
import { reconcile } from '../lib/steps/reconcile.ts';
import { type Around, functionHandler } from './handler.ts';
import { count } from './metrics.ts';

/** Every ten minutes: what is on the code host and in the data bucket, and nobody told of. */
export const step = async (_: unknown, ports: IntakePorts, { logger }: Pick<Around, 'logger'>) => {
  const { missing, sent, folders, dataAt } = await reconcile(ports);
  if (process.env[environment.dataExpected] === 'true') {
    const hours = (ports.clock.now().getTime() - Date.parse(dataAt)) / 3_600_000;
    count(ports, 'HoursWithoutData', {}, Math.max(0, hours));
  }
  if (missing + folders.length > 0) logger.info('sent to the intake', { missing, sent, folders: folders.length });
  return { missing, sent: sent.length, folders: folders.length };
};

export const handler = functionHandler('reconcile', step, intakePortsFromEnvironment);
