import { Duration, aws_ec2 as ec2, Size } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { parsePolicy } from '../../lib/core/policy/parse.ts';
import { targetKinds } from '../../lib/core/policy/target-kinds.ts';
import type { ModelDeliveryProps } from '../../lib/infra/model-delivery-props.ts';
import { Target, targetOf } from '../../lib/infra/targets/factories.ts';
import { policyOf } from '../../lib/infra/workload.ts';
import { pipeline, spelled } from './pipeline.ts';
import { ab, allAtOnce, canary, rollingOut, shadow } from './policies.ts';
import { allowedBy, withoutNames } from './statements.ts';
import { scaled, targetStrategies } from './target-props.ts';

type Props = Partial<ModelDeliveryProps>;
const made = (props: Props) => pipeline(() => props);

const definitionOf = ({ ofType }: ReturnType<typeof pipeline>) =>
  ofType('AWS::StepFunctions::StateMachine')
    .filter(([, { Metadata }]) => Metadata?.signalbox?.machine === 'rollout')
    .map(([, { Properties }]) => spelled(Properties.DefinitionString));

describe.each(Object.entries(targetStrategies))('%s', (name, { props, strategies }) => {
  const [first, ...others] = strategies.map((strategy) => made({ ...props, workload: rollingOut(...strategy) }));

  test('every strategy that it can do is rolled out by one and the same machine', () => {
    expect(first && definitionOf(first)).toHaveLength(1);
    for (const other of others) expect(definitionOf(other)).toEqual(first && definitionOf(first));
  });

  test('cdk-nag finds nothing that is not acknowledged with a reason', () => {
    expect(first && new AwsSolutionsChecks().validateScope(first.app).violations).toEqual([]);
  });

  test('only what has no resources to name is allowed on all of them, and no action is a wildcard', () => {
    const statements = allowedBy(first?.ofType('AWS::IAM::Policy') ?? []);
    expect(statements.length).toBeGreaterThan(100);
    expect(withoutNames(statements)).toEqual([]);
  });

  test('a role is handed on to the one service that it is for', () => {
    const passes = allowedBy(first?.ofType('AWS::IAM::Policy') ?? []).filter(({ Action }) =>
      Action.includes('iam:PassRole'),
    );
    const service = name === 'lambda-alias' ? 'lambda' : 'sagemaker';
    expect(passes.length).toBeGreaterThan(0);
    for (const { Resource, Condition } of passes) {
      expect(Resource).toEqual([expect.stringMatching(/ServedRole.*\.Arn>$/)]);
      expect(Condition).toEqual({ StringEquals: { 'iam:PassedToService': `${service}.amazonaws.com` } });
    }
  });

  test('what serves is no resource of the stack, so that no deployment moves traffic', () => {
    const types = new Set(Object.values(first?.resources ?? {}).map(({ Type }) => Type));
    expect([...types].filter((type) => /Lambda::(Alias|Version)|SageMaker|ScalableTarget|Alarm$/.test(type))).toEqual([
      // Of dead letters.
      'AWS::CloudWatch::Alarm',
    ]);
  });
});

test.each<[string, Props]>([
  ['alias-mirror-without-door', { workload: rollingOut('lambda-alias', shadow()) }],
  ['ab-without-door', { workload: rollingOut('lambda-alias', ab()) }],
  ['target-differs', { target: Target.sageMakerEndpoint() }],
  [
    'serverless-all-at-once-only',
    { workload: rollingOut('sagemaker-endpoint', canary(10)), target: Target.sageMakerServerless() },
  ],
  [
    'endpoint-mirror-without-door',
    { workload: rollingOut('sagemaker-endpoint', shadow()), target: Target.sageMakerEndpoint() },
  ],
  [
    'guardrails-inf1',
    {
      workload: rollingOut('sagemaker-guardrails', allAtOnce),
      target: Target.sageMakerGuardrails({
        instanceType: ec2.InstanceType.of(ec2.InstanceClass.INF1, ec2.InstanceSize.XLARGE),
      }),
    },
  ],
  [
    'guardrails-whole-instances',
    { workload: rollingOut('sagemaker-guardrails', canary(10)), target: Target.sageMakerGuardrails() },
  ],
  [
    'rolling-linear-only',
    {
      workload: rollingOut('sagemaker-guardrails', canary(10)),
      target: Target.sageMakerGuardrails({ fleet: 'rolling', instanceCount: 10 }),
    },
  ],
])('what props and policy together cannot do is refused when the app is synthesized: %s', (id, props) => {
  expect(() => made(props)).toThrow(new RegExp(`^ModelDelivery: rollout: got [^\n]+ \\(${id}\\)$`));
});

test('every target that a policy can name has a synth-time half, which can do what the policy asks for', () => {
  const text = (target: string, strategy: string) =>
    `${JSON.stringify({ ...policyOf('examples/iris'), rollout: undefined }).slice(0, -1)},"rollout":{"target":"${target}","strategy":${strategy},"bakeSeconds":600,"windowSeconds":60,"judge":{"minRequests":1,"maxErrorRate":0.01,"maxLatencyP99Ms":500}}}`;
  for (const target of targetKinds)
    expect(targetOf(parsePolicy(text(target, '{"kind":"all-at-once"}'))).serves.target).toBe(target);
  const replayed = targetOf(parsePolicy(text('sagemaker-endpoint', '{"kind":"shadow","source":"replay"}')));
  expect(replayed.serves.capturePercent).toBe(100);
});

const factoryTable: Array<[string, () => unknown]> = [
  ['provisionedConcurrency: got -1', () => Target.lambdaAlias({ provisionedConcurrency: -1 })],
  [
    'warmUpInvocations: got 0; allowed: whole numbers from 1 to 1,000',
    () => Target.lambdaAlias({ warmUpInvocations: 0 }),
  ],
  ['instanceCount: got 0', () => Target.sageMakerEndpoint({ instanceCount: 0 })],
  [
    'candidateInstanceCount: got 3; allowed: whole numbers from 1 to 2',
    () => Target.sageMakerEndpoint({ candidateInstanceCount: 3 }),
  ],
  ['capturePercent: got 101', () => Target.sageMakerGuardrails({ capturePercent: 101 })],
  [
    'metricPeriod: got 20 s; allowed: 10 s, 30 s, 60 s',
    () => Target.sageMakerEndpoint({ metricPeriod: Duration.seconds(20) }),
  ],
  [
    'autoscaling.minInstances: got 3; allowed: whole numbers from 1 to 2',
    () => Target.sageMakerEndpoint({ autoscaling: { ...scaled, minInstances: 3 } }),
  ],
  [
    'memory: got 1536 MiB; allowed: 1,024 to 6,144 MiB in steps of 1,024',
    () => Target.sageMakerServerless({ memory: Size.mebibytes(1_536) }),
  ],
  ['proof: maxConcurrency: got 201', () => Target.sageMakerEndpoint({ proof: { maxConcurrency: 201 } })],
  ['endpointName: got "a_b"', () => Target.sageMakerServerless({ endpointName: 'a_b' })],
  ['maxLatencyP99: got 2 minutes; allowed', () => Target.sageMakerGuardrails({ maxLatencyP99: Duration.minutes(2) })],
  ['maxErrorRate: got 2; allowed: above 0, up to 1', () => Target.sageMakerGuardrails({ maxErrorRate: 2 })],
  ['frontDoor.capturePercent: got 1000', () => made({ frontDoor: { capturePercent: 1_000 } })],
];

test.each(factoryTable)('a value out of its range is refused at the door: %s', (sentence, make) => {
  expect(make).toThrow(sentence);
});

test('images are built for the processor of the instances', () => {
  const instanceType = ec2.InstanceType.of(ec2.InstanceClass.M7G, ec2.InstanceSize.LARGE);
  expect(Target.sageMakerEndpoint({ instanceType }).architecture.name).toBe('arm64');
  expect(Target.sageMakerEndpoint().architecture.name).toBe('x86_64');
});
