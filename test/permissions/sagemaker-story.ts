import { aws_ec2 as ec2, aws_kms as kms, type Stack } from 'aws-cdk-lib';
import type { CodeChange } from '../../lib/core/code-change.ts';
import { parsePolicy } from '../../lib/core/policy/parse.ts';
import type { ModelDeliveryProps } from '../../lib/infra/model-delivery-props.ts';
import { Target } from '../../lib/infra/targets/factories.ts';
import { Training } from '../../lib/infra/training/factories.ts';
import { onGitHub } from '../infra/connected.ts';
import { scaled } from '../infra/target-props.ts';
import { push } from '../lambda/webhook-attacks.ts';
import { changed, drops, type Source } from '../scenarios/workloads.ts';
import { posted } from '../support/lambda/github-delivery.ts';
import { answersAfterDestroy } from './operators/answers.ts';
import { command } from './operators/command.ts';
import { type Recorded, recorded } from './recorded.ts';
import type { Story } from './story.ts';

interface Served {
  target: ModelDeliveryProps['target'];
  /** Of the policy's `rollout`, in place of iris's. */
  rollout: [kind: string, strategy: string];
  more?: Partial<ModelDeliveryProps>;
}

const instanceType = ec2.InstanceType.of(ec2.InstanceClass.M5, ec2.InstanceSize.XLARGE);

/** Every way to serve on SageMaker, with all that it can have. */
const served = {
  'an endpoint': {
    target: Target.sageMakerEndpoint({ capturePercent: 100, autoscaling: scaled }),
    rollout: ['sagemaker-endpoint', '{ kind: canary, stepPercents: [10, 50] }'],
    more: { frontDoor: true, training: Training.sagemaker({ instanceType, spot: true }) },
  },
  'an endpoint without instances': {
    target: Target.sageMakerServerless(),
    rollout: ['sagemaker-endpoint', '{ kind: all-at-once }'],
  },
  guardrails: {
    target: Target.sageMakerGuardrails({ instanceCount: 20, maxErrorRate: 0.05 }),
    rollout: ['sagemaker-guardrails', '{ kind: canary, stepPercents: [10] }'],
  },
} satisfies Record<string, Served>;

/** Releases, what is taken back, a pull request, and hands that are lent, on a pipeline that serves from SageMaker. */
export async function recordedOnSageMaker(name: keyof typeof served): Promise<Recorded> {
  const { target, rollout, more = {} }: Served = served[name];
  const [kind, strategy] = rollout;
  const source = await rollingOut(kind, strategy);
  const text = new TextDecoder().decode(source.policy);
  const props = (stack: Stack): Partial<ModelDeliveryProps> => ({
    ...onGitHub(stack),
    ...(target ? { target } : {}),
    ...more,
    encryptionKey: new kms.Key(stack, 'Key'),
    pullRequests: { productionData: true },
  });
  const policy = parsePolicy(text, 'signalbox.yaml');
  return recorded({
    source,
    policy,
    props,
    tell: (story) => tell(story, source, strategy.includes('canary')),
    operators: ['doctor', 'teardown'],
  });
}

async function rollingOut(kind: string, strategy: string): Promise<Source & { policy: Uint8Array }> {
  let policy = '';
  const source = await changed('signalbox.yaml', (text) => {
    policy = text.replace('target: lambda-alias', `target: ${kind}`).replace(/strategy: .*/, `strategy: ${strategy}`);
    return policy;
  });
  return { ...source, policy: new TextEncoder().encode(policy) };
}

async function tell(story: Story, source: Source, canary: boolean): Promise<void> {
  const { it } = story;
  for (const text of [drops.first, story.another()]) {
    await story.drop(text);
    await story.run();
  }
  if (canary) {
    it.outside.errorRate = 0.5;
    await story.drop(story.another());
    await story.run();
    it.outside.errorRate = 0;
    await story.drop(story.another());
    story.inBake(async () => {
      await command(story, 'doctor');
      await story.operate('promote');
    });
    await story.run();
  }
  const pull = { machine: 'pull_request' as const, trigger: { kind: 'pull_request' as const, detail: '#7' } };
  await it.as('intake', () => it.place.request(pull, source));
  it.lane = 'PullRequestLane';
  await story.run();
  it.lane = 'DeliveryLane';
  await story.operate('rollback', { to: '1.0.0' });
  await story.recover();
  await pushedToGitHub(story);
  await story.report();
  await command(story, 'doctor');
  // What is under way ends.
  it.place.origin.clock.advance(3_600);
  Object.assign(it.outside.first, answersAfterDestroy());
  await command(story, 'teardown', '--yes', 'iris', '--with-data');
}

const fromFork: CodeChange = {
  kind: 'pull_request',
  host: 'github',
  repository: 'octo/iris',
  branch: 'main',
  commit: 'f'.repeat(40),
  pullRequest: { number: '8', title: 'a stranger', fork: true },
  title: 'a stranger',
  author: 'stranger',
  again: null,
};

/** GitHub tells of a push, and then has nothing: whoever speaks to it reads its secret first. */
async function pushedToGitHub(story: Story): Promise<void> {
  await story.it.handler('webhook', posted({ event: 'push', body: push }), () => import('../../lambda/webhook.ts'));
  await story.take({ signalbox: 'code', change: fromFork });
  await story.it.handler('reconcile', {}, () => import('../../lambda/reconcile.ts')).catch(() => {});
}
