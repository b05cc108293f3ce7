import type { DeployedPlace } from '../../../lib/core/deployed-place.ts';

const here = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:123456789012:${resource}`;
const queue = (name: string) => `https://sqs.eu-west-1.amazonaws.com/123456789012/${name}`;
const machine = (name: string) => here('states', `stateMachine:signalbox-iris-${name}`);

/** A deployed pipeline that serves from a Lambda function, with keys of its own and a repository on GitHub. */
export const deployedSample: DeployedPlace = {
  pipeline: 'iris',
  ...{ store: 'iris-store', data: 'iris-data', accessLogs: 'iris-logs' },
  machines: { delivery: machine('delivery'), pullRequest: machine('pull-request'), rollout: machine('rollout') },
  intakeQueueUrl: queue('iris-intake'),
  deadLetters: [
    {
      ...{ name: 'intake', url: queue('iris-intake-dead'), arn: here('sqs', 'iris-intake-dead') },
      source: { kind: 'queue', url: queue('iris-intake') },
    },
    {
      ...{ name: 'recover', url: queue('iris-recover-dead'), arn: here('sqs', 'iris-recover-dead') },
      source: { kind: 'function', name: 'iris-recover' },
    },
  ],
  served: { functionName: 'signalbox-iris-model', alias: 'production' },
  topics: { events: here('sns', 'iris-events'), approvals: here('sns', 'iris-approvals') },
  key: here('kms', 'key/1'),
  signingKey: here('kms', 'key/2'),
  functions: { operate: 'iris-operate', recover: 'iris-recover' },
  repository: {
    ...{ host: 'github', name: 'octo/iris', branch: 'main', folder: '', webhookUrl: 'https://webhook.example/' },
    webhookSecretArn: here('secretsmanager', 'secret:webhook-AbCdEf'),
    tokenArn: here('secretsmanager', 'secret:token-AbCdEf'),
  },
};
