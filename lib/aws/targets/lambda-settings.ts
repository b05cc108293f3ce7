import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { servedEnvironment } from '../../core/environment.ts';
import type { Servable } from '../../core/servable.ts';
import { layout } from '../../core/store-layout.ts';

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
  /** Environments that are kept running of each version that serves or is about to; absent: none. */
  provisionedConcurrency?: number | undefined;
  /** Pings at once that a version has to answer before it may get traffic, each in an environment of its own; absent: 1. */
  warmUpInvocations?: number | undefined;
}

export function settingsOf(served: ServedFunction, servable: Servable) {
  return {
    FunctionName: served.functionName,
    Role: served.roleArn,
    Architectures: [served.architecture],
    MemorySize: served.memoryMb,
    Timeout: served.timeoutSeconds,
    Environment: { Variables: variablesOf(served, servable) },
  };
}

function variablesOf({ storeBucket }: ServedFunction, { id, modelDigest }: Servable): Record<string, string> {
  return {
    [servedEnvironment.servable]: id,
    [servedEnvironment.modelUri]: `s3://${storeBucket}/${layout.model(modelDigest)}`,
    [servedEnvironment.modelSha256]: modelDigest,
    AWS_LWA_READINESS_CHECK_PATH: '/ping',
    // Without it a 5xx would count as a success in Lambda's metrics, and no judge would see it.
    AWS_LWA_ERROR_STATUS_CODES: '500-599',
  };
}

/** Whether the function's settings are the servable's; what Lambda leaves out of its answer is taken to be as it was asked for. */
export function wearsSettings(
  { Environment, Role, MemorySize, Timeout }: FunctionConfiguration,
  served: ServedFunction,
  servable: Servable,
): boolean {
  const worn = Environment?.Variables ?? {};
  const wanted = variablesOf(served, servable);
  const said = [
    [Role, served.roleArn],
    [MemorySize, served.memoryMb],
    [Timeout, served.timeoutSeconds],
  ];
  return (
    Object.keys(wanted).length === Object.keys(worn).length &&
    Object.entries(wanted).every(([name, value]) => worn[name] === value) &&
    said.every(([is, asked]) => is === undefined || is === asked)
  );
}

/** Of an image, the code's hash is its digest, with or without `sha256:` in front. */
export function wearsCode(
  { CodeSha256 = '', Architectures: [architecture] = [] }: FunctionConfiguration,
  served: ServedFunction,
  { imageDigest }: Servable,
): boolean {
  const sameImage = CodeSha256.endsWith(imageDigest.replace('sha256:', ''));
  return sameImage && (architecture ?? served.architecture) === served.architecture;
}
