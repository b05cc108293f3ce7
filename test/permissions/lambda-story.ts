import { join } from 'node:path';
import { aws_kms as kms, type Stack } from 'aws-cdk-lib';
import type { ModelDeliveryProps } from '../../lib/infra/model-delivery-props.ts';
import { Target } from '../../lib/infra/targets/factories.ts';
import { policyOf } from '../../lib/infra/workload.ts';
import { onCodeCommit } from '../infra/connected.ts';
import { drops, iris, type Source, withPolicy } from '../scenarios/workloads.ts';
import { type Recorded, recorded } from './recorded.ts';
import { filesOf, type Story } from './story.ts';

/** Everything that a pipeline on Lambda can have, under keys of its own. */
const props = (stack: Stack): Partial<ModelDeliveryProps> => ({
  ...onCodeCommit(stack),
  target: Target.lambdaAlias({ provisionedConcurrency: 2, warmUpInvocations: 2 }),
  frontDoor: { capturePercent: 100 },
  encryptionKey: new kms.Key(stack, 'Key'),
  signingKey: new kms.Key(stack, 'Signing', { keySpec: kms.KeySpec.ECC_NIST_P256, keyUsage: kms.KeyUsage.SIGN_VERIFY }),
  pullRequests: { productionData: true },
});

/** Runs that end in every way there is, on a pipeline that serves from a Lambda function. */
export async function recordedOnLambda(): Promise<Recorded> {
  const policy = policyOf('examples/iris');
  return recorded({ source: await iris(), policy, props, tell });
}

async function tell(story: Story): Promise<void> {
  await byData(story);
  await queued(story);
  await byCode(story);
  await story.take({ signalbox: 'schedule', pipeline: 'iris', at: '2026-03-01T04:00:00Z' });
  await story.run();
  await callers(story);
  await byHand(story);
  await killed(story);
  await answered(story);
}

async function byData(story: Story): Promise<void> {
  const { outside } = story.it;
  for (const text of [drops.first, drops.more, drops.poisoned]) {
    await story.drop(text);
    await story.run();
  }
  outside.errorRate = 0.5;
  await story.drop(story.another());
  await story.run();
  outside.errorRate = 0;
}

async function byCode(story: Story): Promise<void> {
  const { repository } = story.it.outside;
  const commit = (source: Source, parents: string[] = []) => repository.commit(filesOf(source), parents);
  const first = commit(await withPolicy('image: { failOn: high }'));
  repository.branches.set('release', first);
  await story.it.handler('reconcile', {}, () => import('../../lambda/reconcile.ts'));
  await story.take();
  await story.run();
  await story.report();
  story.it.lane = 'PullRequestLane';
  for (const added of ['image: { failOn: critical }', 'pullRequest: { data: champion }']) {
    const sourceCommit = commit(await withPolicy(added), [first]);
    repository.pullRequest('7', { sourceCommit, destination: 'refs/heads/release' });
    await story.it.handler('reconcile', {}, () => import('../../lambda/reconcile.ts'));
    await story.take();
    // Told as it begins, and as it ends.
    story.it.place.around.set('train', async (run) => {
      await story.report();
      return run();
    });
    await story.run();
    await story.report();
  }
  story.it.lane = 'DeliveryLane';
}

/** What comes while a run holds the lease waits for it, and is woken. */
async function queued(story: Story): Promise<void> {
  await story.drop(story.another());
  story.inBake(() => story.drop(story.another()).then(() => story.it.place.drain()));
  await story.run();
}

/** Callers come through the front door, and some of what they send is kept. */
async function callers({ it }: Story): Promise<void> {
  await import(join(import.meta.dirname, '../support/lambda/streaming.mjs'));
  const requestContext = { http: { method: 'POST' } };
  const body = JSON.stringify({ instances: [{ petal_length: 1.5 }] });
  const event = { rawPath: '/invocations', requestContext, headers: {}, body, isBase64Encoded: false };
  await it.handler('door', event, () => import('../../lambda/door.ts'));
}

/** Operators lend a hand, in the middle of rollouts and after them. */
async function byHand(story: Story): Promise<void> {
  for (const operations of [['pause', 'resume', 'promote'], ['abort'], ['rollback']]) {
    await story.drop(story.another());
    story.inBake(async () => {
      for (const operation of operations) await story.operate(operation);
    });
    await story.run();
  }
  await story.operate('rollback');
  // To a version that was cleaned away by now, which is made ready anew.
  for (let asked = 0; asked < 40; asked += 1) {
    const { progress } = (await story.operate('rollback', { to: '1.0.0' })) as { progress: string };
    if (progress === 'done') return;
    story.it.place.origin.clock.advance(30);
  }
  throw new Error('1.0.0 does not come back');
}

/** Whose process is killed is recovered by whoever comes next: the watchdog, the reaper, the next run. */
async function killed(story: Story): Promise<void> {
  const { place } = story.it;
  for (const recover of [() => story.recover(), () => story.drop(story.another())]) {
    await story.drop(story.another());
    const baking = Promise.withResolvers<void>();
    story.inBake(() => {
      baking.resolve();
      return new Promise(() => {});
    });
    await Promise.race([baking.promise, place.drain()]);
    place.executions.killed.add(await story.it.leaseHolder());
    await recover();
    await story.run();
  }
}

/** A person is asked, and says yes, or no. */
async function answered(story: Story): Promise<void> {
  const { place, outside } = story.it;
  const asking = filesOf(await withPolicy('release: { approval: always }'));
  for (const approve of [true, false]) {
    const commit = outside.repository.commit(asking);
    outside.repository.branches.set('release', commit);
    await story.push(commit);
    place.around.set('approve', async (run) => {
      const asked = await run();
      await story.it.outsider(() => place.answer(approve, 'looks right'));
      return asked;
    });
    await story.run();
  }
}
