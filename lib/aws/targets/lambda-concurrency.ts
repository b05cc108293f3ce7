import {
  DeleteProvisionedConcurrencyConfigCommand,
  GetProvisionedConcurrencyConfigCommand,
  PutProvisionedConcurrencyConfigCommand,
} from '@aws-sdk/client-lambda';
import { InputError } from '../../core/errors.ts';
import type { Progress } from '../../core/rollout/traffic.ts';
import { isNamed, type LambdaSend } from '../clients.ts';

const none = ['ProvisionedConcurrencyConfigNotFoundException', 'ResourceNotFoundException'];

/**
 * Keeps as many environments of a version running. On the version and never on the alias: Lambda refuses weights on an alias
 * that has them.
 * @throws InputError `not-ready` when Lambda cannot give them
 */
export async function provision(
  client: LambdaSend,
  functionName: string,
  version: string,
  environments: number,
): Promise<Progress> {
  const place = { FunctionName: functionName, Qualifier: version };
  const now = await client.send(new GetProvisionedConcurrencyConfigCommand(place)).catch(unprovisioned);
  if (now?.Status === 'IN_PROGRESS') return 'pending';
  if (now?.RequestedProvisionedConcurrentExecutions !== environments) {
    const wanted = { ...place, ProvisionedConcurrentExecutions: environments };
    await client.send(new PutProvisionedConcurrencyConfigCommand(wanted));
    return 'pending';
  }
  if (now.Status === 'READY') return 'done';
  throw new InputError(
    'not-ready',
    `Version ${version} of ${functionName} got ${now.AllocatedProvisionedConcurrentExecutions ?? 0} of ${environments} provisioned environments: ${now.StatusReason ?? 'no reason given'}`,
  );
}

/** Lets the environments of a version go; harmless where there are none. */
export async function unprovision(client: LambdaSend, functionName: string, version: string): Promise<void> {
  const place = { FunctionName: functionName, Qualifier: version };
  await client.send(new DeleteProvisionedConcurrencyConfigCommand(place)).catch(unprovisioned);
}

function unprovisioned(error: unknown): undefined {
  if (!isNamed(error, ...none)) throw error;
}
