import {
  CreateFunctionCommand,
  type FunctionConfiguration,
  GetFunctionConfigurationCommand,
  PublishVersionCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { servedEnvironment } from '../../core/environment.ts';
import { ConflictError } from '../../core/errors.ts';
import type { Servable } from '../../core/servable.ts';
import { layout } from '../../core/store-layout.ts';
import { isNamed, type LambdaSend, type Sleep } from '../clients.ts';
import { absent, idle, listVersions, settled } from './lambda-versions.ts';

/** The served function as the app names it; the pipeline creates it. */
export interface ServedFunction {
  functionName: string;
  alias: string;
  /** Execution role of every version: an alias refuses versions that differ in it. */
  roleArn: string;
  /** Without tag: images are named by digest. */
  repositoryUri: string;
  storeBucket: string;
  /** 128 to 10,240. */
  memoryMb: number;
  /** 1 to 900. */
  timeoutSeconds: number;
  architecture: 'x86_64' | 'arm64';
}

const attempts = 5;

/**
 * The number of the servable's version. Where there is none, brings the function's head to the servable and publishes it.
 * Each write names the revision that it saw, so that two publishers cannot mix their code and settings.
 */
export async function publish(
  client: LambdaSend,
  served: ServedFunction,
  servable: Servable,
  sleep: Sleep,
): Promise<string> {
  const existing = await publishedVersion(client, served, servable);
  if (existing !== undefined) return existing;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      const head = await lookAtHead(client, served.functionName, sleep);
      // After the look at the head: who published it since then has changed the revision that we write against.
      const published = await publishedVersion(client, served, servable);
      if (published !== undefined) return published;
      await (head ? update(client, served, servable, head, sleep) : create(client, served, servable));
      return await publishHead(client, served, servable, sleep);
    } catch (error) {
      if (!isNamed(error, 'PreconditionFailedException', 'ResourceConflictException')) throw error;
      await sleep(1_000 * attempt);
    }
  }
  throw new ConflictError(
    'foreign-writer',
    `Somebody else keeps changing ${served.functionName}: ${servable.id} could not be published in ${attempts} attempts.`,
  );
}

async function publishedVersion(client: LambdaSend, { functionName }: ServedFunction, { id }: Servable) {
  const versions = await listVersions(client, functionName);
  return versions.findLast(({ servableId }) => servableId === id)?.version;
}

/** Undefined: there is no function yet. A head that somebody's broken image left behind is as good as any: it is overwritten. */
async function lookAtHead(client: LambdaSend, functionName: string, sleep: Sleep) {
  const head = await client.send(new GetFunctionConfigurationCommand({ FunctionName: functionName })).catch(absent);
  return head && idle(client, functionName, sleep);
}

async function update(
  client: LambdaSend,
  served: ServedFunction,
  servable: Servable,
  { RevisionId }: FunctionConfiguration,
  sleep: Sleep,
): Promise<void> {
  const { Architectures, ...settings } = settingsOf(served, servable);
  const code = { FunctionName: served.functionName, ImageUri: imageUriOf(served, servable), Architectures, RevisionId };
  await client.send(new UpdateFunctionCodeCommand(code));
  const updated = await settled(client, served.functionName, sleep);
  await client.send(new UpdateFunctionConfigurationCommand({ ...settings, RevisionId: updated.RevisionId }));
}

async function create(client: LambdaSend, served: ServedFunction, servable: Servable): Promise<void> {
  const Code = { ImageUri: imageUriOf(served, servable) };
  await client.send(new CreateFunctionCommand({ ...settingsOf(served, servable), PackageType: 'Image', Code }));
}

async function publishHead(
  client: LambdaSend,
  served: ServedFunction,
  servable: Servable,
  sleep: Sleep,
): Promise<string> {
  const FunctionName = served.functionName;
  const { CodeSha256, RevisionId, Environment } = await settled(client, FunctionName, sleep);
  if (Environment?.Variables?.[servedEnvironment.servable] !== servable.id) throw overtaken();
  const version: FunctionConfiguration = await client.send(
    new PublishVersionCommand({ FunctionName, CodeSha256, RevisionId, Description: servable.id }),
  );
  if (version.Version === undefined) throw overtaken();
  return version.Version;
}

/** Another publisher came between our update and our look; it is handled as Lambda itself would report it. */
function overtaken(): Error {
  return Object.assign(new Error('the head serves something else by now'), { name: 'PreconditionFailedException' });
}

function settingsOf(served: ServedFunction, servable: Servable) {
  return {
    FunctionName: served.functionName,
    Role: served.roleArn,
    Architectures: [served.architecture],
    MemorySize: served.memoryMb,
    Timeout: served.timeoutSeconds,
    Environment: {
      Variables: {
        [servedEnvironment.servable]: servable.id,
        [servedEnvironment.modelUri]: `s3://${served.storeBucket}/${layout.model(servable.modelDigest)}`,
        [servedEnvironment.modelSha256]: servable.modelDigest,
        AWS_LWA_READINESS_CHECK_PATH: '/ping',
        // Without it a 5xx would count as a success in Lambda's metrics, and no judge would see it.
        AWS_LWA_ERROR_STATUS_CODES: '500-599',
      },
    },
  };
}

/** A pull request scores the champion from where it was built: delivery's repository, not its own. */
function imageUriOf({ repositoryUri }: ServedFunction, { imageDigest, imageUri }: Servable): string {
  if (imageUri !== null) return imageUri;
  return `${repositoryUri}@${imageDigest.startsWith('sha256:') ? imageDigest : `sha256:${imageDigest}`}`;
}
