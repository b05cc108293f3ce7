import { bringWorkload } from '../lib/aws/deployed-workload.ts';
import { bucketStore } from '../lib/aws/ports.ts';
import { environment as names } from '../lib/core/environment.ts';
import type { Ports } from '../lib/ports.ts';
import { intake } from '../lib/steps/intake.ts';
import { intakeOf } from './events.ts';
import { stepHandler } from './handler.ts';

/** An object in the data bucket starts a run on its folder, with the workload that is deployed; other triggers say all themselves. */
export const handler = stepHandler('intake', async (event: unknown, ports: Ports) => {
  const { env } = process;
  const input = intakeOf(event, env);
  const { [names.workloadBucket]: bucket, [names.workloadKey]: key, [names.sourceDigest]: digest } = env;
  if (bucket && key && input.sourceDigest === digest) {
    await bringWorkload(digest, { store: bucketStore(bucket), key }, ports);
  }
  return intake(input, ports);
});
