import type { DeployedPlace } from '../deployed-place.ts';
import { layout } from '../store-layout.ts';

/** What of a deployed pipeline an operator may be let near; the words of `needs.ts`. */
export const resources = {
  place: (place) => [here(place, 'ssm', `parameter/signalbox/${place.pipeline}/place`)],
  store: (place) => [bucket(place, place.store)],
  records: (place) => [bucket(place, `${place.store}/*`)],
  approvals: (place) => [bucket(place, `${place.store}/${layout.approvals}*`)],
  data: (place) => [bucket(place, place.data)],
  drops: (place) => [bucket(place, `${place.data}/*`)],
  /** Of the buckets and queues; there is none where AWS manages their keys. */
  key: ({ key }) => (key === null ? [] : [key]),
  signingKey: ({ signingKey }) => (signingKey ? [signingKey] : []),
  machines: ({ machines }) => Object.values(machines),
  delivery: ({ machines }) => [machines.delivery],
  executions: ({ machines }) => Object.values(machines).map(executionsOf),
  /** Who may hold the lease. */
  deliveries: ({ machines }) => [executionsOf(machines.delivery)],
  intake: (place) => [queue(place, place.intakeQueueUrl)],
  deadLetters: ({ deadLetters }) => deadLetters.map(({ arn }) => arn),
  /** Where dead letters go back to. */
  deadLetterQueues: (place) =>
    unique(place.deadLetters.flatMap(({ source }) => (source.kind === 'queue' ? [queue(place, source.url)] : []))),
  deadLetterFunctions: (place) =>
    unique(place.deadLetters.flatMap(({ source }) => (source.kind === 'function' ? [fn(place, source.name)] : []))),
  operate: (place) => (place.functions.operate === undefined ? [] : [fn(place, place.functions.operate)]),
  functions: (place) => Object.values(place.functions).map((name) => fn(place, name)),
  /** With its versions and aliases. */
  served: (place) => {
    const name = place.served?.functionName;
    return name === undefined ? [] : [fn(place, name), fn(place, `${name}:*`)];
  },
  endpoint: (place) => (place.endpoint ? [here(place, 'sagemaker', `endpoint/${place.endpoint.toLowerCase()}`)] : []),
  endpointConfigs: (place) =>
    place.endpoint ? [here(place, 'sagemaker', `endpoint-config/${place.endpoint.toLowerCase()}-c-*`)] : [],
  /** The functions that serve, of releases and of pull requests. */
  servedFunctions: (place) => {
    const name = place.served?.functionName;
    return name === undefined ? [] : [fn(place, name), fn(place, `${name}-pull-request`)];
  },
  /** What the pipeline makes on SageMaker; of a pull request nothing serves. */
  ownEndpoints: (place) =>
    ofEndpoint(place, (name, serves) => [
      ...(serves ? [here(place, 'sagemaker', `endpoint/${name}`)] : []),
      here(place, 'sagemaker', `endpoint/${name}-proof-*`),
    ]),
  ownConfigs: (place) =>
    ofEndpoint(place, (name, serves) =>
      [...(serves ? ['c'] : []), 'proof'].map((kind) => here(place, 'sagemaker', `endpoint-config/${name}-${kind}-*`)),
    ),
  ownModels: (place) => ofEndpoint(place, (name) => [here(place, 'sagemaker', `model/${name}-m-*`)]),
  ownAlarms: (place) =>
    place.endpoint
      ? [`${place.endpoint}-*`, `TargetTracking-endpoint/${place.endpoint}/*`].map((name) =>
          here(place, 'cloudwatch', `alarm:${name}`),
        )
      : [],
  repositories: ({ pipeline, ...place }) =>
    [pipeline, `${pipeline}-pull-request`].map((name) =>
      here({ pipeline, ...place }, 'ecr', `repository/signalbox/${name}`),
    ),
  buckets: (place) => bucketNames(place).map((name) => bucket(place, name)),
  bucketObjects: (place) => bucketNames(place).map((name) => bucket(place, `${name}/*`)),
  topics: ({ topics }) => Object.values(topics),
  secrets: ({ repository }) =>
    [repository?.webhookSecretArn, repository?.tokenArn].filter((arn) => typeof arn === 'string'),
  /** CloudFormation names them. */
  roles: (place) => [`arn:${partition(place)}:iam::${account(place)}:role/*`],
  /** Lists of what an endpoint is made of: of a pipeline without one, nobody asks. */
  endpointLists: ({ endpoint }) => (endpoint ? ['*'] : []),
  /** Where AWS has no resource to name. */
  all: () => ['*'],
} satisfies Record<string, (place: DeployedPlace) => string[]>;

const partition = (place: DeployedPlace) => place.machines.delivery.split(':')[1] ?? '';
const account = (place: DeployedPlace) => place.machines.delivery.split(':')[4] ?? '';

function here(place: DeployedPlace, service: string, resource: string): string {
  const [, from, , region, owner] = place.machines.delivery.split(':');
  return `arn:${from}:${service}:${region}:${owner}:${resource}`;
}

/** Those of releases, which serve, and those of pull requests, which are only tried. */
function ofEndpoint({ endpoint }: DeployedPlace, arns: (name: string, serves: boolean) => string[]): string[] {
  if (!endpoint) return [];
  const name = endpoint.toLowerCase();
  return [...arns(name, true), ...arns(`${name}-pr`, false)];
}

function bucketNames({ store, data, accessLogs }: DeployedPlace): string[] {
  return [store, data, ...(accessLogs ? [accessLogs] : [])];
}

function executionsOf(machine: string): string {
  return `${machine.replace(':stateMachine:', ':execution:')}:*`;
}

function bucket(place: DeployedPlace, path: string): string {
  return `arn:${partition(place)}:s3:::${path}`;
}

function fn(place: DeployedPlace, name: string): string {
  return here(place, 'lambda', `function:${name}`);
}

function queue(place: DeployedPlace, url: string): string {
  return here(place, 'sqs', url.slice(url.lastIndexOf('/') + 1));
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)];
}
