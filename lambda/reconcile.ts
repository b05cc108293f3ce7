import { intakePortsFromEnvironment } from '../lib/aws/intake-ports.ts';
import type { IntakePorts } from '../lib/ports.ts';
import { reconcile } from '../lib/steps/reconcile.ts';
import { type Around, functionHandler } from './handler.ts';

/** Every ten minutes: what is on the code host and in the data bucket, and nobody told of. */
export const handler = functionHandler('reconcile', lookAround, intakePortsFromEnvironment);

async function lookAround(_: unknown, ports: IntakePorts, { logger }: Around) {
  const { missing, sent, folders } = await reconcile(ports);
  if (missing + folders.length > 0) logger.info('sent to the intake', { missing, sent, folders: folders.length });
  return { missing, sent: sent.length, folders: folders.length };
}
