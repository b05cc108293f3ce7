import { snapshotOf } from '../../../lib/core/arrival/snapshot.ts';
import { canonicalJson } from '../../../lib/core/canonical-json.ts';
import type { CodeChange } from '../../../lib/core/code-change.ts';
import { type AdmitOutput, type IntakeInput, stepNames } from '../../../lib/core/step-io.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import { runStep } from '../../../lib/local/tasks/steps.ts';
import type { IntakeOutput } from '../../../lib/steps/intake.ts';
import { ending } from '../../scenarios/ending.ts';
import type { ScenarioPlace } from '../../scenarios/place.ts';
import { championPlace } from '../../scenarios/scenario.ts';
import { withPolicy } from '../../scenarios/workloads.ts';
import type { Call } from '../../support/iam.ts';
import { RecordedAws } from '../../support/recorded-aws.ts';
import { data, images, lane, notificationsKey, ours, store } from './template.ts';

export interface Recorded {
  calls: Map<string, Call[]>;
  outcome: unknown;
  buildspecs: AdmitOutput['buildspecs'];
  sourceKey: string;
  runId: string;
}

const change: CodeChange = {
  kind: 'pull_request',
  host: 'github',
  repository: 'octo/iris',
  branch: 'main',
  commit: 'c'.repeat(40),
  pullRequest: { number: '7', title: 'a better model', fork: false },
  title: 'a better model',
  author: 'ada',
  again: null,
};

/** Runs a pull request on the real machine, with the AWS ports over clients that record. */
export async function record(way: {
  rows: string;
  on: 'sample' | 'champion';
  around?: (place: ScenarioPlace) => void;
}): Promise<Recorded> {
  const place = await championPlace();
  // A policy with which every gate is asked.
  const source = await withPolicy('image: { failOn: high }');
  await place.origin.store.put(layout.source(source.digest), source.zip, { absent: true });
  const snapshot = way.on === 'sample' ? await sample(place, way.rows) : undefined;
  const input: IntakeInput = {
    pipeline: 'iris',
    trigger: { kind: 'pull_request', detail: 'github:octo/iris#7' },
    machine: 'pull_request',
    sourceDigest: source.digest,
    commit: null,
    change,
    ...(snapshot ? { snapshot } : {}),
  };
  const { runId } = (await runStep('intake', input, place.ports)) as IntakeOutput;
  const aws = recorder(place);
  Object.assign(place.ports, aws.ports(place.scorer));
  let admitted: AdmitOutput | undefined;
  for (const step of stepNames)
    place.around.set(step, async (run) => {
      aws.caller = step;
      const output = await run();
      if (step === 'admit') admitted = output as AdmitOutput;
      return output;
    });
  way.around?.(place);
  await place.drain();
  Object.assign(place.ports, { store: place.origin.store });
  const { outcome } = await ending(place, runId);
  if (!admitted) throw new Error('the run was not admitted');
  return { calls: aws.calls, outcome, buildspecs: admitted.buildspecs, sourceKey: admitted.sourceKey, runId };
}

async function sample({ origin }: ScenarioPlace, rows: string): Promise<string> {
  const key = layout.sample('0'.repeat(64), 'iris.csv');
  await origin.store.put(key, rows, { absent: true });
  const listed = [];
  for await (const object of origin.store.list(key)) listed.push(object);
  const snapshot = snapshotOf(listed, 'store');
  await origin.store.put(layout.snapshot(snapshot.hash), canonicalJson(snapshot), { absent: true });
  return snapshot.hash;
}

function recorder({ origin, folder }: ScenarioPlace): RecordedAws {
  const variables = ours.resources[ours.id('AWS::Lambda::Function', `${lane}score`)]?.Properties.Environment.Variables;
  const functionName = variables.SIGNALBOX_SERVED_FUNCTION;
  return new RecordedAws({
    buckets: { store: { arn: store, objects: origin.store }, data: { arn: data, objects: origin.data } },
    functionArn: `arn:aws:lambda:local:000000000000:function:${functionName}`,
    served: {
      functionName,
      alias: 'production',
      roleArn: ours.resolver.text(variables.SIGNALBOX_SERVED_ROLE_ARN),
      repositoryUri: 'registry/pull-request',
      storeBucket: 'store',
      memoryMb: 512,
      timeoutSeconds: 30,
      architecture: 'x86_64',
    },
    repositories: { 'registry/pull-request': images.theirs, 'registry/delivery': images.deliverys },
    topic: { arn: ours.arn('AWS::SNS::Topic', 'NotificationsEvents'), keyArn: notificationsKey },
    workDir: folder,
  });
}
