import { InputError } from '../../core/errors.ts';
import type { Progress } from '../../core/rollout/traffic.ts';
import type { LambdaSend } from '../clients.ts';
import { invokeHttp } from '../lambda-http.ts';
import { provision } from './lambda-concurrency.ts';
import type { ServedFunction } from './lambda-settings.ts';
import { conditionOf } from './lambda-versions.ts';

/**
 * Whether a version may get traffic: Lambda has made it ready, its provisioned environments run, and it answers /ping.
 * @throws InputError `not-ready` when it never will
 */
export async function ready(
  client: LambdaSend,
  served: ServedFunction,
  servableId: string,
  version: string,
): Promise<Progress> {
  const { functionName, provisionedConcurrency, warmUpInvocations = 1 } = served;
  const name = `${servableId} (version ${version} of ${functionName})`;
  const now = await conditionOf(client, functionName, version);
  if (now.state === 'failed') throw new InputError('not-ready', `${name} cannot run: ${now.reason}`);
  // A version that was published a moment ago may not be seen everywhere yet.
  if (now.state !== 'usable') return 'pending';
  if (provisionedConcurrency !== undefined) {
    const progress = await provision(client, functionName, version, provisionedConcurrency);
    if (progress === 'pending') return 'pending';
  }
  // At once, so that each finds the others' environments taken and gets a new one: cold starts come before the traffic.
  await Promise.all(
    Array.from({ length: warmUpInvocations }, () => pinged(client, { functionName, qualifier: version }, name)),
  );
  return 'done';
}

async function pinged(
  client: LambdaSend,
  version: { functionName: string; qualifier: string },
  name: string,
): Promise<void> {
  const ping = await invokeHttp(client, version, { method: 'GET', path: '/ping' });
  if (ping.kind === 'answer' && ping.status === 200) return;
  const got = ping.kind === 'answer' ? `status ${ping.status}` : ping.reason;
  throw new InputError('not-ready', `${name} does not answer /ping with 200: ${got}`);
}
