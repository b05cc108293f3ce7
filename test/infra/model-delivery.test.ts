import { Duration, aws_ec2 as ec2, aws_kms as kms, aws_lambda as lambda, Size } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Target } from '../../lib/infra/targets/factories.ts';
import { Training } from '../../lib/infra/training/factories.ts';
import { onGitHub } from './connected.ts';
import { pipeline } from './pipeline.ts';

const instanceType = ec2.InstanceType.of(ec2.InstanceClass.M5, ec2.InstanceSize.XLARGE);
const standard = pipeline();
const arm = lambda.Architecture.ARM_64;

describe('cdk-nag finds nothing that is not acknowledged with a reason', () => {
  test.each([
    ['by default', () => standard],
    ['training on SageMaker', () => pipeline(() => ({ training: Training.sagemaker({ instanceType, spot: true }) }))],
    ['on arm64', () => pipeline(() => ({ architecture: arm, target: Target.lambdaAlias({ architecture: arm }) }))],
    [
      'on GitHub, under a key',
      () =>
        pipeline((stack) => ({
          ...onGitHub(stack),
          encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }),
        })),
    ],
  ])('%s', (_, make) => {
    expect(new AwsSolutionsChecks().validateScope(make().app).violations).toEqual([]);
  });
});

test('every acknowledgement names one finding and has a sentence for its reason', () => {
  const acknowledged = standard.stack.node
    .findAll()
    .flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === 'aws:cdk:acknowledged-rules')
    .flatMap(({ data }) => Object.entries(data as Record<string, string>));
  expect(acknowledged.length).toBeGreaterThan(50);
  for (const [id, reason] of acknowledged) {
    expect(id).toMatch(/AwsSolutions-(IAM5\[.+\]|CB3|S1|SF1|SQS3)$/);
    expect(reason).toMatch(/^[A-Za-z].{40,}\.$/s);
  }
});

test('training on SageMaker gives every retry a fresh name, stops at the limit of the policy and brings the model home', () => {
  const { ofType } = pipeline(() => ({ training: Training.sagemaker({ instanceType, spot: true }) }));
  const text = JSON.stringify(ofType('AWS::StepFunctions::StateMachine'));
  expect(text).toContain("States.Format('{}-{}', $.runId, $$.State.RetryCount)");
  expect(text).toContain('MaxRuntimeInSeconds.$\\":\\"$.admit.limits.trainSeconds');
  expect(text).toContain('States.MathAdd($.admit.limits.trainSeconds, 3600)');
  expect(text).toContain('aws-sdk:s3:copyObject');
  expect(ofType('AWS::CodeBuild::Project')).toHaveLength(4);
});

test.each<[string, () => unknown]>([
  ['pipelineName: got "Iris!"', () => pipeline(() => ({ pipelineName: 'Iris!' }))],
  ['the images of pull requests of iris have that name', () => pipeline(() => ({ pipelineName: 'iris-pull-request' }))],
  ['memory: got 64 MiB; allowed: 128 to 10,240 MiB', () => Target.lambdaAlias({ memory: Size.mebibytes(64) })],
  [
    'timeout: got 20 minutes; allowed: 1 second to 15 minutes',
    () => Target.lambdaAlias({ timeout: Duration.minutes(20) }),
  ],
  ['timeLimit: got 1 minute; allowed', () => Training.codeBuild({ timeLimit: Duration.minutes(1) })],
  ['timeLimit: got 6 days; allowed', () => Training.sagemaker({ instanceType, timeLimit: Duration.days(6) })],
])('a value out of its range is refused at the door: %s', (sentence, make) => {
  expect(make).toThrow(sentence);
});

test('a drop under the prefix of the pipeline reaches the intake, and what cannot be delivered is kept', () => {
  const { ofType } = standard;
  const rule = ofType('AWS::Events::Rule').find(([id]) => id.includes('DataArrived'))?.[1].Properties;
  expect(rule.EventPattern.detail.object.key).toEqual([{ prefix: 'incoming/iris/' }]);
  expect(rule.Targets).toEqual([expect.objectContaining({ DeadLetterConfig: expect.anything() })]);
});

test('an execution that ends without its own clean-up wakes the recovery, and a schedule looks for lost events', () => {
  const rules = standard.ofType('AWS::Events::Rule').map(([, { Properties }]) => Properties);
  const watchdog = rules.find(({ EventPattern }) => EventPattern?.source?.includes('aws.states'));
  expect(watchdog.EventPattern.detail.status).toEqual(['FAILED', 'TIMED_OUT', 'ABORTED']);
  expect(watchdog.EventPattern.detail.stateMachineArn).toHaveLength(4);
  expect(rules.filter(({ ScheduleExpression }) => ScheduleExpression === 'rate(5 minutes)')).toHaveLength(1);
});
