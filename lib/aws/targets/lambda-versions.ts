import {
  DeleteFunctionCommand,
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  ListVersionsByFunctionCommand,
} from '@aws-sdk/client-lambda';
import { isNamed, type LambdaSend } from '../clients.ts';
import { invokeHttp } from '../lambda-http.ts';

/** A published version; its description is the id of what it serves. */
export interface PublishedVersion {
  version: string;
  servableId: string;
  /** ISO 8601; empty where Lambda does not say. */
  publishedAt: string;
  /** In both of these the versions of one alias have to agree. */
  roleArn: string;
  deadLetterArn: string;
}

const published = /^[1-9][0-9]*$/;

/** Every published version, oldest first; none when there is no such function. */
export async function listVersions(client: LambdaSend, functionName: string): Promise<PublishedVersion[]> {
  const versions: PublishedVersion[] = [];
  let Marker: string | undefined;
  do {
    const page = await client
      .send(new ListVersionsByFunctionCommand({ FunctionName: functionName, Marker }))
      .catch(absent);
    versions.push(...(page?.Versions ?? []).map(described).filter(({ version }) => published.test(version)));
    Marker = page?.NextMarker;
  } while (Marker !== undefined);
  return versions.sort((a, b) => Number(a.version) - Number(b.version));
}

function described({ Version, Description, LastModified, Role, DeadLetterConfig }: FunctionConfiguration) {
  return {
    version: Version ?? '',
    servableId: Description ?? '',
    publishedAt: LastModified ?? '',
    roleArn: Role ?? '',
    deadLetterArn: DeadLetterConfig?.TargetArn ?? '',
  };
}

/** Answers undefined for what does not exist and throws everything else. */
export function absent(error: unknown): undefined {
  if (!isNamed(error, 'ResourceNotFoundException')) throw error;
}

/** Removes one version. Never called without a version's number: without it the whole function would go. */
export async function deleteVersion(client: LambdaSend, functionName: string, version: string): Promise<void> {
  if (!published.test(version)) throw new RangeError(`${version} is no published version`);
  try {
    await client.send(new DeleteFunctionCommand({ FunctionName: functionName, Qualifier: version }));
  } catch (error) {
    // Gone already, or an alias has come to name it since we looked: both are as they should be.
    if (!isNamed(error, 'ResourceNotFoundException', 'ResourceConflictException')) throw error;
  }
}

/** How a function, or a version of it, stands: `busy` while Lambda is at work on it. */
export type Condition =
  | { state: 'absent' | 'busy' }
  | { state: 'usable'; is: FunctionConfiguration }
  | { state: 'failed'; is: FunctionConfiguration; reason: string };

/** One look. A version that nobody called for weeks sleeps until somebody does: it is called, and busy. */
export async function conditionOf(client: LambdaSend, functionName: string, version?: string): Promise<Condition> {
  const request = new GetFunctionConfigurationCommand({ FunctionName: functionName, Qualifier: version });
  const is = await client.send(request).catch(absent);
  if (is === undefined) return { state: 'absent' };
  if (is.State === 'Inactive') await wake(client, functionName, version);
  if (is.LastUpdateStatus === 'InProgress' || is.State === 'Inactive' || is.State === 'Pending')
    return { state: 'busy' };
  if (is.State !== 'Failed' && is.LastUpdateStatus !== 'Failed') return { state: 'usable', is };
  return { state: 'failed', is, reason: is.StateReason ?? is.LastUpdateStatusReason ?? 'no reason given' };
}

async function wake(client: LambdaSend, functionName: string, qualifier = '$LATEST'): Promise<void> {
  await invokeHttp(client, { functionName, qualifier }, { method: 'GET', path: '/ping' }).catch(() => undefined);
}
