import type { AliasConfiguration, FunctionConfiguration } from '@aws-sdk/client-lambda';
import { ServiceError } from '../service-error.ts';
import type { FakeFunction, LambdaState } from './state.ts';

export type LambdaTimer =
  | { type: 'updated' | 'active'; functionName: string; version: string; revision: string }
  | { type: 'provisioned'; functionName: string; qualifier: string; id: string };

export interface LambdaContext {
  state: LambdaState;
  nowMs: number;
  after: (seconds: number, timer: LambdaTimer) => void;
}

export const arnOf = (functionName: string, qualifier?: string) =>
  `arn:aws:lambda:eu-central-1:123456789012:function:${functionName}${qualifier === undefined ? '' : `:${qualifier}`}`;

/** From a name or an ARN. */
export function nameOf(functionName = ''): string {
  return functionName.split(':function:').at(-1)?.split(':')[0] ?? '';
}

export function functionOf({ state }: LambdaContext, functionName: string | undefined): FakeFunction {
  const found = state.functions[nameOf(functionName)];
  if (!found) throw functionNotFound(nameOf(functionName));
  return found;
}

/** The head without a qualifier. */
export function versionOf(found: FakeFunction, name: string, version = '$LATEST'): FunctionConfiguration {
  const all = [found.head, ...found.versions];
  const configuration = all.find(({ Version }) => Version === version);
  if (!configuration) throw functionNotFound(name, version);
  return configuration;
}

export function revision(state: LambdaState): string {
  return `revision-${state.nextId++}`;
}

function functionNotFound(functionName: string, qualifier?: string): ServiceError {
  return new ServiceError('ResourceNotFoundException', `Function not found: ${arnOf(functionName, qualifier)}`, 404);
}

export function conflict(message: string): ServiceError {
  return new ServiceError('ResourceConflictException', message, 409);
}

export function invalid(message: string): ServiceError {
  return new ServiceError('InvalidParameterValueException', message);
}

/** Compare-and-set: who sends no revision overwrites. */
export function checkRevision(told: string | undefined, now: string | undefined): void {
  if (told === undefined || told === now) return;
  const message = `The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id`;
  throw new ServiceError('PreconditionFailedException', message, 412);
}

export function aliasOf(found: FakeFunction, functionName: string | undefined, name: string): AliasConfiguration {
  const alias = found.aliases[name];
  if (alias) return alias;
  const message = `Cannot find alias arn: ${arnOf(nameOf(functionName), name)}`;
  throw new ServiceError('ResourceNotFoundException', message, 404);
}

export function weightsOf({ RoutingConfig }: AliasConfiguration): Record<string, number> {
  return RoutingConfig?.AdditionalVersionWeights ?? {};
}

export const weightedMessage = 'Alias with weights can not be used with Provisioned Concurrency';
export const alreadyProvisionedMessage =
  "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version";
