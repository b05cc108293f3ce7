import { aws_kms as kms } from 'aws-cdk-lib';
import type { Resource } from '../../lib/local/assembly/resolve.ts';
import { onGitHub, secretArn } from '../infra/connected.ts';
import { pipeline } from '../infra/pipeline.ts';
import { allowed, pointless, unused } from './checks/unused.ts';
import { Deployed } from './deployed/template.ts';
import { proves } from './proves.ts';
import { everywhere, ofOperators, onSageMaker } from './reasons.ts';
import { recordedOnSageMaker } from './sagemaker-story.ts';

const recorded = proves(() => recordedOnSageMaker('an endpoint'));

test('the story ends in every way that it is to end', () => {
  expect([...new Set(recorded().outcomes)].sort()).toEqual(['passed', 'released', 'rolled_back']);
});

const reasons = [...everywhere, ...onSageMaker, ...ofOperators];

/** What a pipeline on a Lambda function has alike: the story of that one shows what it is for. */
function alike(): Set<string> {
  const { resources } = pipeline((stack) => ({
    ...onGitHub(stack),
    frontDoor: true,
    encryptionKey: new kms.Key(stack, 'Key'),
    pullRequests: { productionData: true },
  }));
  const onLambda = new Deployed(resources as unknown as Record<string, Resource>);
  return new Set(allowed(onLambda, []).map(({ role, text }) => `${role} ${text}`));
}

test('every action that a role is allowed because of what serves is one that it was seen to use, or has its reason', () => {
  const known = alike();
  const all = allowed(recorded().deployed, recorded().calls);
  const more = all.filter(({ role, text }) => !known.has(`${role} ${text}`));
  expect(all.length).toBeGreaterThan(more.length + 200);
  expect(more.length).toBeGreaterThan(200);
  expect(unused(more, reasons)).toEqual([]);
  expect(pointless(more, onSageMaker)).toEqual([]);
});

test('whoever speaks to GitHub reads the secret that is meant for it, and no other', () => {
  const reads = recorded().sdkCalls.filter(({ service }) => service === 'secretsmanager');
  const told = new Set(reads.map(({ caller, input }) => `${caller.replace(/Function.*/, '')} ${input.SecretId}`));
  const secret = (who: string, name: string) => `PipelineDeliveryLane${who} ${secretArn(name)}`;
  const doctor = ['token', 'webhook'].map((name) => `Operator doctor ${secretArn(name)}`);
  expect([...told].sort()).toEqual(
    [
      ...doctor,
      secret('intake', 'token'),
      secret('reconcile', 'token'),
      secret('report', 'token'),
      secret('webhook', 'webhook'),
    ].sort(),
  );
});
