import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RemovalPolicy } from 'aws-cdk-lib';
import { onCodeCommit, onGitHub } from './connected.ts';
import { pipeline } from './pipeline.ts';
import { targetProps } from './target-props.ts';

const root = join(import.meta.dirname, '../..');
const made = Object.entries(targetProps).map(([name, props]) => [name, pipeline(() => props)] as const);
const connected = [onGitHub, onCodeCommit].map((props) => pipeline((stack) => ({ ...props(stack), frontDoor: true })));

test.each(made)(
  'nothing that serves is in the template, so that no deployment moves traffic: %s',
  (_, { resources }) => {
    const serves = /^AWS::(Lambda::(Alias|Version)|SageMaker::|ApplicationAutoScaling::|CodeDeploy::|Route53::)/;
    expect(Object.values(resources).filter(({ Type }) => serves.test(Type))).toEqual([]);
    // Every function is one of the pipeline's steps, and what has an address of its own is the door or the webhook.
    const functions = Object.entries(resources).filter(([, { Type }]) => Type === 'AWS::Lambda::Function');
    for (const [, { Properties }] of functions) expect(Properties.Environment.Variables.SIGNALBOX_STEP).toBeDefined();
    expect(/"(RoutingConfig|AdditionalVersionWeights|InitialVariantWeight)"/.test(JSON.stringify(resources))).toBe(
      false,
    );
  },
);

const deletionOf = (resource: object) => (resource as { DeletionPolicy?: string }).DeletionPolicy;

/** What is lost for good with the resource: data, releases and their evidence, and what serving needs. */
const held = [
  'AWS::S3::Bucket',
  'AWS::SSM::Parameter',
  'AWS::ECR::Repository',
  'AWS::Logs::LogGroup',
  'AWS::SQS::Queue',
  'AWS::KMS::Key',
];

/** The one key that nothing which stays is under. */
const passing = /^PipelineNotificationsKey/;

test.each([...made, ...connected.map((one) => ['connected', one] as const)])(
  'destroying or replacing keeps data, releases, logs and the role of what serves: %s',
  (_, { resources }) => {
    for (const [id, resource] of Object.entries(resources)) {
      const serving = /^PipelineDeliveryLaneServedRole/.test(id);
      if (passing.test(id) || !(held.includes(resource.Type) || serving)) continue;
      const { DeletionPolicy, UpdateReplacePolicy } = resource as unknown as Record<string, string>;
      expect({ id, DeletionPolicy, UpdateReplacePolicy }).toEqual({
        id,
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
      });
    }
    const roles = Object.keys(resources).filter((id) => /^PipelineDeliveryLaneServedRole/.test(id));
    expect(roles.length).toBe(2);
  },
);

test('told so, it deletes all: nothing is kept, images go with their repository, and the bucket can be emptied', () => {
  const { resources, ofType } = pipeline(() => ({ removalPolicy: RemovalPolicy.DESTROY }));
  const kept = Object.entries(resources).filter(([, one]) => deletionOf(one) === 'Retain');
  expect(kept.map(([id]) => id)).toEqual([]);
  for (const [, { Properties }] of ofType('AWS::ECR::Repository')) expect(Properties.EmptyOnDelete).toBe(true);
  expect(JSON.stringify(ofType('AWS::S3::BucketPolicy'))).not.toContain('s3:DeleteObject');
});

test('what only the pipeline needs goes with the stack: machines, functions, rules, alarms', () => {
  const [, { resources }] = made[0] as (typeof made)[number];
  const kept = Object.values(resources).filter((one) => deletionOf(one) === 'Retain');
  expect([...new Set(kept.map(({ Type }) => Type))].sort()).toEqual([
    'AWS::CodeBuild::ReportGroup',
    'AWS::ECR::Repository',
    'AWS::IAM::Policy',
    'AWS::IAM::Role',
    'AWS::Logs::LogGroup',
    'AWS::S3::Bucket',
    'AWS::SQS::Queue',
    'AWS::SSM::Parameter',
  ]);
});

test('two syntheses by different processes, in folders of different depth, are the same to the byte', () => {
  const folder = mkdtempSync(join(tmpdir(), 'synth-'));
  const synthesized = ['one', 'other/and/deeper'].map((name) => {
    const out = join(folder, name);
    execFileSync(process.execPath, ['bin/app.ts'], {
      cwd: root,
      env: { ...process.env, CDK_OUTDIR: out, CDK_VALIDATION: 'false' },
      stdio: 'pipe',
    });
    return readdirSync(out)
      .filter((file) => /\.(template|assets)\.json$/.test(file))
      .map((file) => [file, readFileSync(join(out, file), 'utf8')] as const);
  });
  rmSync(folder, { recursive: true });
  const [one, other] = synthesized.map((files) => Object.fromEntries(files));
  expect(Object.keys(one ?? {})).toHaveLength(2);
  expect(other).toEqual(one);
}, 180_000);
