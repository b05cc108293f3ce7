import { aws_kms as kms, type Stack } from 'aws-cdk-lib';
import { InputError } from '../../../lib/core/errors.ts';
import { operatorNeeds } from '../../../lib/core/operator/needs.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import type { ModelDeliveryProps } from '../../../lib/infra/model-delivery-props.ts';
import { policyOf } from '../../../lib/infra/workload.ts';
import { Workloads } from '../../../lib/local/workload/workloads.ts';
import { onGitHub } from '../../infra/connected.ts';
import { drops, iris, withPolicy } from '../../scenarios/workloads.ts';
import { type Recorded, recorded } from '../recorded.ts';
import type { Story } from '../story.ts';
import { answersAfterDestroy } from './answers.ts';
import { command } from './command.ts';

const props = (stack: Stack): Partial<ModelDeliveryProps> => ({
  ...onGitHub(stack),
  encryptionKey: new kms.Key(stack, 'Key'),
  signingKey: new kms.Key(stack, 'Signing', { keySpec: kms.KeySpec.ECC_NIST_P256, keyUsage: kms.KeyUsage.SIGN_VERIFY }),
});

/** Every command that asks a deployed pipeline, each with the rights of its own policy. */
export async function recordedOperators(): Promise<Recorded> {
  const policy = policyOf('examples/iris');
  const operators = Object.keys(operatorNeeds);
  return recorded({ source: await iris(), policy, props, tell, operators });
}

async function tell(story: Story): Promise<void> {
  for (const text of [drops.first, drops.more]) {
    await story.drop(text);
    await story.run();
  }
  await looking(story);
  await moving(story);
  await answering(story);
  await command(story, 'start', '--reason', 'the sensors were replaced');
  await command(story, 'redrive');
  await command(story, 'doctor');
  Object.assign(story.it.outside.first, answersAfterDestroy());
  await command(story, 'teardown', '--yes', 'iris', '--with-data');
}

async function looking(story: Story): Promise<void> {
  const run = await newestRun(story);
  for (const args of [
    ['runs'],
    ['releases'],
    ['approvals'],
    ['show', run],
    ['cost', run],
    ['served-at', '2026-01-01T02:00:00Z'],
  ])
    await command(story, ...(args as [string]));
  await command(story, 'release', 'show', '1.0.0');
  await command(story, 'release', 'diff', '1.0.0', '1.0.1');
  await command(story, 'verify', '1.0.1');
  await overwritten(story);
  await command(story, 'verify', '1.0.1');
  // What comes after, it does with processes of this machine.
  jest.spyOn(Workloads.prototype, 'venv').mockRejectedValue(new InputError('no-python', 'no Python here'));
  await expect(command(story, 'reproduce', '1.0.1')).rejects.toThrow('no Python here');
}

/** Whatever was dropped is dropped anew: a release names versions, which are still there. */
async function overwritten({ it }: Story): Promise<void> {
  const { data } = it.place.origin;
  for await (const { key } of data.list('incoming/')) await data.put(key, drops.more);
}

async function moving(story: Story): Promise<void> {
  for (const words of [['pause', 'resume', 'promote'], ['abort']]) {
    await story.drop(story.another());
    story.inBake(async () => {
      await command(story, 'doctor');
      for (const word of words) await command(story, word);
    });
    await story.run();
  }
  await command(story, 'rollback');
}

async function answering(story: Story): Promise<void> {
  const { place } = story.it;
  const asking = await withPolicy('release: { approval: always }');
  for (const word of ['approve', 'reject']) {
    place.around.set('approve', async (run) => {
      const asked = await run();
      await command(story, 'approvals');
      await command(story, word, await waiting(story), '--reason', 'looks right');
      return asked;
    });
    const prefix = await story.put(story.another());
    await story.it.as('intake', () => place.request({ trigger: { kind: 'data', detail: prefix }, prefix }, asking));
    await story.run();
  }
}

async function waiting({ it }: Story): Promise<string> {
  for await (const { key } of it.place.origin.store.list(layout.approvals)) {
    const runId = key.slice(layout.approvals.length, -'.json'.length);
    if (!(await it.place.origin.store.get(layout.outcome(runId)))) return runId;
  }
  throw new Error('nobody waits for approval');
}

async function newestRun({ it }: Story): Promise<string> {
  let newest = '';
  for await (const { key } of it.place.origin.store.list('runs/'))
    newest = /^runs\/([^/]+)\/outcome\.json$/.exec(key)?.[1] ?? newest;
  return newest;
}
