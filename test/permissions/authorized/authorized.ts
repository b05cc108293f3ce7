import { rightsOf } from '../../infra/target-rights.ts';
import type { Call } from '../../support/iam.ts';
import type { SdkCall } from '../deployed/recorder.ts';
import { type Deployed, local } from '../deployed/template.ts';
import { keyOf, withKey } from './key.ts';
import { lambda } from './lambda.ts';
import { arn, asked, type Rule } from './rule.ts';
import { s3 } from './s3.ts';

const sns: Rule = ({ operation, input }, deployed) => {
  const id = deployed.ofType('AWS::SNS::Topic').find(([one]) => deployed.resolver.arnOf(one) === local(input.TopicArn));
  if (!id) throw new Error(`no topic is ${input.TopicArn}`);
  const topic = deployed.resolver.arnOf(id[0]);
  if (operation !== 'Publish') return [asked(`sns:${operation}`, topic)];
  return [asked('sns:Publish', topic), ...withKey(deployed, keyOf(deployed, id[0]), 'GenerateDataKey', 'Decrypt')];
};

const sqs: Rule = ({ operation, input }, deployed) => {
  const id = deployed.named('AWS::SQS::Queue', input.QueueUrl.split('/').at(-1));
  const uses =
    operation === 'SendMessage'
      ? (['GenerateDataKey', 'Decrypt'] as const)
      : operation === 'ReceiveMessage'
        ? (['Decrypt'] as const)
        : [];
  return [asked(`sqs:${operation}`, deployed.resolver.arnOf(id)), ...withKey(deployed, keyOf(deployed, id), ...uses)];
};

/** Only Delivery waits for an answer, so that a token is of it. */
const states: Rule = ({ operation, input }, deployed) => {
  const resource = input.stateMachineArn ?? input.executionArn;
  const waiting = deployed.resolver.arnOf(
    deployed.named('AWS::StepFunctions::StateMachine', 'signalbox-iris-delivery'),
  );
  return [asked(`states:${operation}`, resource === undefined ? waiting : local(resource))];
};

const ecr: Rule = ({ operation, input }, deployed) => {
  const id = deployed.named('AWS::ECR::Repository', input.repositoryName);
  return [asked(`ecr:${operation}`, deployed.resolver.arnOf(id))];
};

const targets: Rule = ({ service, operation, input }) => {
  const named = Object.entries(input).map(([name, value]) => [name, typeof value === 'string' ? local(value) : value]);
  return rightsOf({ service, operation, input: Object.fromEntries(named) });
};

const ssm: Rule = ({ operation, input }) => [asked(`ssm:${operation}`, arn('ssm', `parameter${input.Name}`))];

/** What nobody can be refused. */
const nothing: Rule = () => [];

const rules: Record<string, Rule> = {
  s3,
  lambda,
  sns,
  sqs,
  states,
  ecr,
  kms: ({ operation, input }) => [asked(`kms:${operation}`, local(input.KeyId))],
  secretsmanager: ({ operation, input }) => [asked(`secretsmanager:${operation}`, local(input.SecretId))],
  codecommit: ({ operation, input }) => [
    asked(`codecommit:${operation}`, arn('codecommit', String(input.repositoryName ?? 'iris'))),
  ],
  ssm,
  sts: nothing,
  iam: ({ operation, input }) => [asked(`iam:${operation}`, input.PolicySourceArn)],
  'service-quotas': ({ operation }) => [asked(`servicequotas:${operation}`, '*')],
  sagemaker: targets,
  'sagemaker-runtime': targets,
  cloudwatch: (call, deployed) =>
    ['GetMetricData', 'DescribeAlarms'].includes(call.operation) && !call.input.AlarmNames
      ? [asked(`cloudwatch:${call.operation}`, '*')]
      : targets(call, deployed),
  'application-autoscaling': targets,
};

/** What IAM is asked when a service gets this call. */
export function authorized(call: SdkCall, deployed: Deployed): Call[] {
  const rule = rules[call.service];
  if (!rule) throw new Error(`nobody said what IAM is asked for ${call.service}:${call.operation}`);
  return rule(call, deployed);
}
