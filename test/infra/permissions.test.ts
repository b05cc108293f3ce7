import { runIdOf } from '../../lib/core/run.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { pipeline } from './pipeline.ts';
import { allowedBy, statementsOf, withoutNames } from './statements.ts';

const { ofType } = pipeline();

const allowed = (prefix = '') => allowedBy(ofType('AWS::IAM::Policy'), prefix);

const storePolicy = ofType('AWS::S3::BucketPolicy').find(([id]) => id.includes('Store'))?.[1].Properties.PolicyDocument;

test('nobody can delete a release or a snapshot, or overwrite it or what is named by its content', () => {
  const denials = statementsOf(storePolicy).filter(({ Resource }) =>
    Resource.some((arn) => /\/(releases|snapshots)\//.test(arn)),
  );
  const keys = (...names: string[]) => names.map((name) => expect.stringMatching(new RegExp(`/${name}/\\*$`)));
  const kept = keys('releases', 'snapshots');
  expect(denials).toEqual([
    expect.objectContaining({ Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'], Resource: kept }),
    expect.objectContaining({
      Action: ['s3:PutObject'],
      Resource: [...kept, ...keys('models', 'samples', 'sources')],
      Condition: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
    }),
  ]);
});

test('store and data are versioned, encrypted, closed to the public and to plain HTTP, and tell EventBridge', () => {
  const buckets = ofType('AWS::S3::Bucket').filter(([id]) => /Store|Data/.test(id));
  expect(buckets).toHaveLength(2);
  for (const [, { Properties }] of buckets) {
    expect(Properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      BucketEncryption: expect.anything(),
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, RestrictPublicBuckets: true },
    });
  }
  expect(JSON.stringify(storePolicy)).toContain('"aws:SecureTransport":"false"');
});

test('what pull requests leave behind is forgotten after a season, and nothing that a release stands on ever is', () => {
  const [, store] = ofType('AWS::S3::Bucket').find(([id]) => id.includes('Store')) ?? [];
  const rules: Array<{ Prefix?: string; ExpirationInDays?: number }> = store?.Properties.LifecycleConfiguration.Rules;
  const forgotten = rules.flatMap(({ Prefix = '', ExpirationInDays }) => (ExpirationInDays ? [Prefix] : []));
  expect(forgotten.sort()).toEqual(['cache/', 'captured/', 'runs/pull-request-']);
  const pullRequest = layout.run(runIdOf('pull_request', 'a'.repeat(64), 1));
  expect(forgotten.filter((prefix) => pullRequest.startsWith(prefix))).toEqual(['runs/pull-request-']);
  for (const kind of ['push', 'data', 'schedule', 'drift', 'manual'] as const) {
    const run = layout.run(runIdOf(kind, 'a'.repeat(64), 1));
    expect(forgotten.filter((prefix) => run.startsWith(prefix))).toEqual([]);
  }
});

test('every function knows which step it is', () => {
  for (const [, { Properties }] of ofType('AWS::Lambda::Function')) {
    expect(Properties.Environment.Variables).toHaveProperty('SIGNALBOX_STEP');
  }
});

test('a pull request cannot write a release, channel, rollout or lease, move traffic or start a delivery', () => {
  const statements = [...allowed('PipelinePullRequestLane'), ...allowed('PipelineMachinesPullRequest')];
  expect(statements.length).toBeGreaterThan(20);
  const writable = statements
    .filter(({ Action }) => Action.includes('s3:PutObject'))
    .flatMap(({ Resource }) => Resource);
  const keys = new Set(writable.map((arn) => arn.replace(/^<[^>]+>\//, '')));
  const runs = ['', '/built-image.json', '/checks.json', '/coverage.xml', '/logs/*', '/scan.json', '/train/*'].map(
    (rest) => `runs/pull-request-*${rest}`,
  );
  // The cache is its own: no build of a delivery reads it.
  const theirs = ['cache/pull_request/*', 'heads/*', 'models/*', ...runs, 'spending/pull_request/*'];
  expect([...keys].sort()).toEqual(theirs);
  const actions = statements.flatMap(({ Action }) => Action);
  expect(actions.filter((action) => /(Create|Update|Delete)Alias/.test(action))).toEqual([]);
  const machines = statements.filter(({ Action }) => Action.includes('states:StartExecution'));
  expect(machines.flatMap(({ Resource }) => Resource).filter((arn) => !arn.includes('PullRequest'))).toEqual([]);
});

test('a pull request is scored on a function and from a repository of its own', () => {
  const served = (prefix: string) =>
    ofType('AWS::Lambda::Function')
      .filter(([id]) => id.startsWith(prefix))
      .flatMap(([, { Properties }]) => Properties.Environment.Variables.SIGNALBOX_SERVED_FUNCTION ?? []);
  expect(new Set(served('PipelineDeliveryLane'))).toEqual(new Set(['signalbox-iris-model']));
  expect(new Set(served('PipelinePullRequestLane'))).toEqual(new Set(['signalbox-iris-model-pull-request']));
  const touched = JSON.stringify(allowed('PipelinePullRequestLane'));
  expect(touched).not.toMatch(/function:signalbox-iris-model["\\:]/);
  const deliverys = allowed('PipelinePullRequestLane').filter((one) =>
    JSON.stringify(one).includes('DeliveryLaneImages'),
  );
  // The champion that it is compared with lies there: it may be read and nothing else.
  expect(deliverys.flatMap(({ Action }) => Action)).toEqual(['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']);
});

test('only what has no resources to name is allowed on all of them, and no action is a wildcard', () => {
  expect(withoutNames(allowed())).toEqual([]);
});

test('no role has a managed policy', () => {
  for (const [, { Properties }] of ofType('AWS::IAM::Role')) expect(Properties.ManagedPolicyArns ?? []).toEqual([]);
});

test('training sees the train split and nothing of the holdout', () => {
  const reads = allowed('PipelineDeliveryLanetrainbuild').filter(({ Action }) => Action.includes('s3:GetObject'));
  const keys = reads.flatMap(({ Resource }) => Resource).map((arn) => arn.replace(/^<[^>]+>\//, ''));
  expect(keys.sort()).toEqual(['runs/*/split/train/*', 'sources/*']);
});

test('a role is handed on to the one service that it is for', () => {
  const passes = allowed().filter(({ Action }) => Action.includes('iam:PassRole'));
  expect(passes.length).toBeGreaterThan(0);
  for (const { Resource, Condition } of passes) {
    expect(Resource).toEqual([expect.stringMatching(/ServedRole.*\.Arn>$/)]);
    expect(Condition).toEqual({ StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } });
  }
});
