import type { LambdaSend } from '../../../lib/aws/clients.ts';
import { CloudWatchBeacon } from '../../../lib/aws/judge-beacon.ts';
import { DoorTarget } from '../../../lib/aws/targets/door-target.ts';
import { LambdaAliasTarget } from '../../../lib/aws/targets/lambda-alias.ts';
import type { ServedFunction } from '../../../lib/aws/targets/lambda-settings.ts';
import type { ManagedEndpoint } from '../../../lib/aws/targets/sagemaker/managed-endpoint.ts';
import { SageMakerEndpointTarget } from '../../../lib/aws/targets/sagemaker-endpoint.ts';
import { SageMakerGuardrailsTarget } from '../../../lib/aws/targets/sagemaker-guardrails.ts';
import type { TargetKindName } from '../../../lib/core/policy/target-kinds.ts';
import type { Clock, DeploymentTarget, ObjectStore } from '../../../lib/ports.ts';
import type { AwsWorld } from '../../fakes/aws/world.ts';
import { servedEndpoint } from '../../support/served-endpoint.ts';
import type { Line } from '../flight.ts';
import type { Outside } from '../ports.ts';
import { pipeline } from '../scenario.ts';
import { clientOver, clockOf, type Service } from './client.ts';
import { FunctionName, Name, ofAlias, ofEndpoint } from './outlooks.ts';
import type { Outlook } from './serving.ts';

type ClientOf = <Client>(service: Service) => Client;
type Make = (client: ClientOf, clock: Clock, store: ObjectStore) => DeploymentTarget;

export interface SdkKind {
  target: TargetKindName;
  strategies: readonly string[];
  make: Make;
  outlook: Outlook;
  beacon?: Outside['beacon'];
}

const served: ServedFunction = {
  functionName: FunctionName,
  alias: Name,
  roleArn: 'arn:aws:iam::123456789012:role/served',
  repositoryUri: '123456789012.dkr.ecr.eu-central-1.amazonaws.com/iris',
  storeBucket: 'store',
  memoryMb: 1024,
  timeoutSeconds: 30,
  architecture: 'x86_64',
};

const managed: ManagedEndpoint = {
  ...servedEndpoint,
  stableInstanceCount: 10,
  guardrails: { mode: 'blue-green', maxErrorRate: 0.05, maxModelLatencyP99Ms: 200 },
};

const endpointClients = (client: ClientOf) => ({
  sageMaker: client<AwsWorld['sagemaker']['client']>('sagemaker'),
  runtime: client<AwsWorld['runtime']['client']>('runtime'),
  scaling: client<AwsWorld['autoscaling']['client']>('autoscaling'),
  cloudWatch: client<AwsWorld['cloudwatch']['client']>('cloudwatch'),
});

/** It has waited long enough when it asks again. */
const alias: Make = (client, clock) =>
  new LambdaAliasTarget(client<LambdaSend>('lambda'), served, async () => {}, clock);

/** The real targets with the strategies that they carry. */
export const sdkKinds: Record<string, SdkKind> = {
  'lambda-alias': {
    target: 'lambda-alias',
    strategies: ['all-at-once', 'canary', 'linear', 'replay'],
    make: alias,
    outlook: ofAlias,
  },
  'sagemaker-endpoint': {
    target: 'sagemaker-endpoint',
    strategies: ['all-at-once', 'canary', 'linear', 'shadow', 'replay'],
    make: (client, clock) => new SageMakerEndpointTarget(endpointClients(client), servedEndpoint, clock),
    outlook: ofEndpoint,
  },
  'sagemaker-guardrails': {
    target: 'sagemaker-guardrails',
    strategies: ['all-at-once', 'canary', 'fifths', 'replay'],
    make: (client, clock) => new SageMakerGuardrailsTarget(endpointClients(client), managed, clock),
    outlook: ofEndpoint,
    beacon: (line) => new CloudWatchBeacon(overLine(line)('cloudwatch'), managed.endpointName),
  },
  'door before an alias': {
    target: 'lambda-alias',
    strategies: ['shadow', 'ab'],
    make: (client, clock, store) => new DoorTarget(alias(client, clock, store), store, pipeline),
    outlook: ofAlias,
  },
  'door before an endpoint': {
    target: 'sagemaker-endpoint',
    strategies: ['shadow', 'ab'],
    make: (client, clock, store) => {
      const inner = new SageMakerEndpointTarget(
        endpointClients(client),
        { ...servedEndpoint, behindDoor: true },
        clock,
      );
      return new DoorTarget(inner, store, pipeline, { attaches: true });
    },
    outlook: ofEndpoint,
  },
};

const overLine =
  (line: Line): ClientOf =>
  <Client>(service: Service) =>
    clientOver<Client>(line, service);

export function outside({ make, beacon }: SdkKind): Outside {
  const target: Outside['target'] = (line, store) => make(overLine(line), clockOf(line), store);
  return beacon ? { target, beacon, place: 'aws' } : { target, place: 'aws' };
}
