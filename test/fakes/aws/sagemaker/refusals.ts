import { ServiceError } from '../service-error.ts';
import { arnOf } from './context.ts';

type Kind = 'endpoint' | 'endpoint-config' | 'model';

const words: Record<Kind, string> = {
  endpoint: 'endpoint',
  'endpoint-config': 'endpoint configuration',
  model: 'model',
};

export function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

/** boto3 issue 2808: there is no exception of its own for what does not exist. */
export function notFound(kind: Kind, name: string): ServiceError {
  return invalid(`Could not find ${words[kind]} "${arnOf(kind, name)}".`);
}

export function alreadyExists(kind: Kind, name: string): ServiceError {
  return invalid(`Cannot create already existing ${words[kind]} "${arnOf(kind, name)}".`);
}

/** The same words for updates, changes of weights and deletion. */
export function inProgress(name: string): ServiceError {
  return invalid(`Cannot update in-progress endpoint "${arnOf('endpoint', name)}".`);
}

/** The fact is DescribeEndpoint's ("DeleteEndpoint is the only operation…"); the words were not seen on AWS. */
export function notUpdatable(name: string, allowed: string): ServiceError {
  return invalid(`Cannot update endpoint "${arnOf('endpoint', name)}" unless its status is ${allowed}.`);
}

export function sameConfig(configName: string): ServiceError {
  return invalid(`Cannot update endpoint with the currently in use endpoint configuration "${configName}".`);
}

export function stillScalable(variants: string[]): ServiceError {
  return invalid(
    `The variant(s) "[${variants.join(', ')}]" must be deregistered as scalable targets with AWS Auto Scaling before they can be removed or have their instance type updated.`,
  );
}

export function overQuota(quota: number, used: number, asked: number): ServiceError {
  return new ServiceError(
    'ResourceLimitExceeded',
    `The account-level service limit 'instances for endpoint usage' is ${quota} Instances, with current utilization of ${used} Instances and a request delta of ${asked} Instances.`,
  );
}
