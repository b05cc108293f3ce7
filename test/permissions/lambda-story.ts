import { aws_kms as kms } from 'aws-cdk-lib';
import type { AdmitOutput } from '../../lib/core/step-io.ts';
import { layout } from '../../lib/core/store-layout.ts';
import type { Resource } from '../../lib/local/assembly/resolve.ts';
import { onGitHub } from '../infra/connected.ts';
import { pipeline } from '../infra/pipeline.ts';
import { drops, pushed, withPolicy } from '../scenarios/workloads.ts';
import { DeployedPipeline } from './deployed/pipeline.ts';
import type { SdkCall } from './deployed/recorder.ts';
import { Deployed, type Lane } from './deployed/template.ts';
import { roleCalls } from './implied/all.ts';
import type { RoleCall } from './implied/implied.ts';

export interface Recorded {
  resources: Record<string, Resource>;
  deployed: Deployed;
  /** How each run ended, in order. */
  outcomes: string[];
  sdkCalls: readonly SdkCall[];
  calls: RoleCall[];
}

/** A template with everything that a pipeline on Lambda can have, under keys of its own. */
function template(): Record<string, Resource> {
  const { resources } = pipeline((stack) => ({
    ...onGitHub(stack),
    frontDoor: true,
    encryptionKey: new kms.Key(stack, 'Key'),
    signingKey: new kms.Key(stack, 'Signing', {
      keySpec: kms.KeySpec.ECC_NIST_P256,
      keyUsage: kms.KeyUsage.SIGN_VERIFY,
    }),
    pullRequests: { productionData: true },
  }));
  return resources as unknown as Record<string, Resource>;
}

/** Runs that end in every way there is, on a pipeline that serves from a Lambda function. */
export async function recordedOnLambda(): Promise<Recorded> {
  const resources = template();
  const deployed = new Deployed(resources);
  const it = await DeployedPipeline.open(deployed);
  const { place, outside } = it;
  const outcomes: string[] = [];
  const end = async ({ runId }: { runId: string }) => {
    await place.drain();
    const { bytes } = (await place.origin.store.get(layout.outcome(runId))) ?? {};
    outcomes.push(JSON.parse(new TextDecoder().decode(bytes)).outcome);
  };
  const drop = (text: string) => it.as('intake', () => place.drop(text));
  for (const text of [drops.first, drops.more, drops.poisoned]) await end(await drop(text));
  outside.errorRate = 0.5;
  await end(await drop(`${drops.more}\n`));
  outside.errorRate = 0;
  // A policy with which every gate is asked.
  const scanned = await withPolicy('image: { failOn: high }');
  const pull = { machine: 'pull_request' as const, trigger: { kind: 'pull_request' as const, detail: '#7' } };
  for (const source of [scanned, await pushed()]) {
    const run = await it.as('intake', () => place.request(pull, source));
    it.lane = 'PullRequestLane';
    await end(run);
    it.lane = 'DeliveryLane';
  }
  await it.as('recover', () => place.recover());
  it.close();
  const calls = roleCalls(deployed, it.calls, it.admitted as Record<Lane, AdmitOutput>);
  return { resources, deployed, outcomes, sdkCalls: it.calls, calls };
}
