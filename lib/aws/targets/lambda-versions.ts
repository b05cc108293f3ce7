import {
  DeleteFunctionCommand,
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  ListVersionsByFunctionCommand,
} from '@aws-sdk/client-lambda';
import { InputError } from '../../core/errors.ts';
import { isNamed, type LambdaSend, type Sleep } from '../clients.ts';
import { invokeHttp } from '../lambda-http.ts';

/** A published version; its description is the id of what it serves. */
export interface PublishedVersion {
  version: string;
  servableId: string;
  /** ISO 8601; empty where Lambda does not say. */
  publishedAt: string;
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
    for (const { Version: version = '', Description: servableId = '', LastModified: at = '' } of page?.Versions ?? []) {
      if (published.test(version)) versions.push({ version, servableId, publishedAt: at });
    }
    Marker = page?.NextMarker;
  } while (Marker !== undefined);
  return versions.sort((a, b) => Number(a.version) - Number(b.version));
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

/** 150 looks of 2 s: pulling and optimising an image of gigabytes takes minutes, not more. */
const looks = 150;
const pauseMs = 2_000;

/**
 * Waits until the function (or its version) can be invoked and no update is under way.
 * @throws InputError `not-ready` when Lambda gives up on it or it takes more than five minutes
 */
export async function settled(
  client: LambdaSend,
  functionName: string,
  sleep: Sleep,
  version?: string,
): Promise<FunctionConfiguration> {
  const now = await idle(client, functionName, sleep, version);
  if (now.State !== 'Failed' && now.LastUpdateStatus !== 'Failed') return now;
  const reason = now.StateReason ?? now.LastUpdateStatusReason ?? 'no reason given';
  throw new InputError('not-ready', `${nameOf(functionName, version)} cannot run: ${reason}`);
}

/** Waits until Lambda is done with the function (or its version), for better or worse. */
export async function idle(
  client: LambdaSend,
  functionName: string,
  sleep: Sleep,
  version?: string,
): Promise<FunctionConfiguration> {
  let now: FunctionConfiguration = {};
  for (let look = 0; look < looks; look += 1) {
    now = await client.send(new GetFunctionConfigurationCommand({ FunctionName: functionName, Qualifier: version }));
    const done = now.State === 'Active' || now.State === 'Failed';
    if (done && now.LastUpdateStatus !== 'InProgress') return now;
    // A version that nobody called for weeks sleeps until somebody does.
    if (now.State === 'Inactive') await wake(client, functionName, version);
    await sleep(pauseMs);
  }
  const state = `${now.State}/${now.LastUpdateStatus}`;
  const waited = (looks * pauseMs) / 1_000;
  throw new InputError('not-ready', `${nameOf(functionName, version)} is still ${state} after ${waited} s`);
}

function nameOf(functionName: string, version?: string): string {
  return version === undefined ? functionName : `version ${version} of ${functionName}`;
}

async function wake(client: LambdaSend, functionName: string, qualifier = '$LATEST'): Promise<void> {
  await invokeHttp(client, { functionName, qualifier }, { method: 'GET', path: '/ping' }).catch(() => undefined);
}
