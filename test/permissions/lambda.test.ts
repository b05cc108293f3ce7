import type { Resource } from '../../lib/local/assembly/resolve.ts';
import { faultsOf } from './checks/api-calls.ts';
import { refused } from './checks/permissions.ts';
import { allowed, pointless, unused } from './checks/unused.ts';
import { wide } from './checks/wide.ts';
import { Deployed } from './deployed/template.ts';
import { recordedOnLambda } from './lambda-story.ts';
import { proves } from './proves.ts';
import { everywhere, onLambda, reaching } from './reasons.ts';

const reasons = [...everywhere, ...onLambda];
const recorded = proves(recordedOnLambda);

test('the story ends in every way, and makes calls of every function', () => {
  const ways = ['released', 'rejected', 'rolled_back', 'requeued', 'passed'];
  expect([...new Set(recorded().outcomes)].sort()).toEqual(ways.sort());
  const silent = recorded()
    .deployed.ofType('AWS::Lambda::Function')
    .filter(([id]) => !recorded().sdkCalls.some(({ caller }) => caller === id));
  expect(silent).toEqual([]);
});

test('every action that a role is allowed is one that it was seen to use, or has its reason', () => {
  expect(unused(allowed(recorded().deployed, recorded().calls), reasons)).toEqual([]);
  expect(pointless(allowed(recorded().deployed, recorded().calls), reasons)).toEqual([]);
});

// biome-ignore lint/suspicious/noExplicitAny: a statement as the template has it.
type Statement = any;

/** The template with the statements of its policies changed. */
function changed(type: string, change: (statement: Statement) => Statement | null): Deployed {
  const resources = structuredClone(recorded().resources) as Record<string, Resource & { Properties: Statement }>;
  for (const { Type, Properties } of Object.values(resources)) {
    if (Type !== type) continue;
    const document = Properties.PolicyDocument ?? Properties.KeyPolicy;
    document.Statement = document.Statement.flatMap((one: Statement) => change(one) ?? []);
  }
  return new Deployed(resources);
}

const planted = (...change: Parameters<typeof changed>) => refused(changed(...change), recorded().calls);

const has = (statement: Statement, action: string) => [statement.Action].flat().includes(action);
const isAbout = (statement: Statement, keys: string) => JSON.stringify(statement.Resource).includes(keys);

describe('a planted fault is found:', () => {
  test('a grant that was removed, with the line that brings it back', () => {
    const told = planted('AWS::IAM::Policy', (one) => (has(one, 'kms:Sign') ? null : one));
    expect(told).toEqual([
      expect.stringMatching(
        /^PipelineDeliveryLanecutrelease\w+: kms:Sign on (\S+) is not allowed; add to PipelineDeliveryLanecutreleaseRole\w+: \{ actions: \['kms:Sign'\], resources: \['\1'\] \}$/,
      ),
    ]);
  });

  test('a grant on one of two folders only', () => {
    const told = planted('AWS::IAM::Policy', (one) =>
      has(one, 's3:PutObject') && isAbout(one, '/leases/*')
        ? { ...one, Resource: one.Resource.filter((key: unknown) => !JSON.stringify(key).includes('/leases/*')) }
        : one,
    );
    expect(told.length).toBeGreaterThan(1);
    for (const sentence of told) expect(sentence).toMatch(/s3:PutObject on \S+\/leases\/\S+ is not allowed; add to /);
  });

  test('a denial', () => {
    const deny = { Effect: 'Deny', Action: 'sns:Publish', Resource: '*' };
    const told = planted('AWS::IAM::Policy', (one) => (has(one, 'sns:Publish') ? [one, deny] : one));
    expect(told.length).toBeGreaterThan(1);
    for (const sentence of told) expect(sentence).toContain('is denied by a policy');
  });

  test('a condition that does not hold', () => {
    const elsewhere = { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } };
    const told = planted('AWS::IAM::Policy', (one) =>
      has(one, 'iam:PassRole') ? { ...one, Condition: elsewhere } : one,
    );
    expect(told).toContainEqual(
      expect.stringMatching(/iam:PassRole .* conditions: \{"StringEquals":\{"iam:PassedToService":"lambda\.amazonaws/),
    );
  });

  test('a grant of the key that is missing', () => {
    const told = planted('AWS::IAM::Policy', (one) => (has(one, 'kms:Decrypt') ? null : one));
    expect(told.length).toBeGreaterThan(20);
    for (const sentence of told)
      expect(sentence).toMatch(/kms:(Decrypt|GenerateDataKey) on .* is not allowed; add to /);
  });

  test('a key whose own policy does not let IAM decide', () => {
    const told = planted('AWS::KMS::Key', (one) => (has(one, 'kms:*') ? null : one));
    expect(told.length).toBeGreaterThan(20);
    for (const sentence of told) expect(sentence).toContain("the key's own policy does not let IAM decide");
  });

  test('a new call that nobody granted', () => {
    const [first] = recorded().calls;
    const call = { action: 's3:DeleteObject', resource: 'arn:aws:s3:::PipelineStorageStoreEE2BE360/heads/1.json' };
    const told = refused(recorded().deployed, [{ role: first?.role ?? '', by: 'a new line of code', call }]);
    expect(told).toEqual([expect.stringContaining("{ actions: ['s3:DeleteObject'], resources: ['arn:aws:s3:::")]);
  });

  test.each<[string, (statement: Statement) => Statement, RegExp]>([
    [
      'an action by a wildcard',
      (one) => (has(one, 'kms:Sign') ? { ...one, Action: 'kms:*' } : one),
      /cutrelease\w+: kms:\* \S+ allows actions by a wildcard/,
    ],
    [
      'all resources',
      (one) => (has(one, 'kms:Sign') ? { ...one, Resource: '*' } : one),
      /cutrelease\w+: kms:Sign \* allows it on all resources, and there are some to name/,
    ],
    [
      'a folder too many',
      (one) =>
        has(one, 's3:PutObject') && isAbout(one, '/captured/*')
          ? JSON.parse(JSON.stringify(one).replace('/captured/*', '/*'))
          : one,
      /door\w+: s3:PutObject \S+ reaches \S+\/releases\/, where others go and it never does/,
    ],
  ])('a grant that was widened to %s', (_, change, sentence) => {
    const told = wide(changed('AWS::IAM::Policy', change), recorded().calls, reaching);
    expect(told).toContainEqual(expect.stringMatching(sentence));
  });

  test('an action that nobody calls', () => {
    const spare = changed('AWS::IAM::Policy', (one) =>
      has(one, 'kms:Sign') ? { ...one, Action: ['kms:Sign', 'kms:Verify'] } : one,
    );
    expect(unused(allowed(spare, recorded().calls), reasons)).toEqual([
      expect.stringMatching(/^PipelineDeliveryLanecutrelease\w+: kms:Verify arn:aws:kms:/),
    ]);
  });

  test.each<[string, string, (input: Record<string, unknown>) => object, RegExp]>([
    ['a misspelt parameter', 's3:PutObject', ({ Key, ...rest }) => ({ ...rest, Kye: Key }), /Kye: unknown/],
    ['a missing one', 's3:PutObject', ({ Bucket: _, ...rest }) => rest, /Bucket: required/],
    [
      'a text where a number belongs',
      'sqs:SendMessage',
      () => ({ QueueUrl: 'q', MessageBody: 'm', DelaySeconds: 'soon' }),
      /DelaySeconds: not a whole number/,
    ],
    [
      'a text that is too long',
      'states:StartExecution',
      () => ({ stateMachineArn: 'a', name: 'x'.repeat(81) }),
      /81 is/,
    ],
    [
      'a word that is none of those known',
      'kms:Sign',
      (input) => ({ ...input, MessageType: 'HASH' }),
      /HASH is none of/,
    ],
    [
      'a value out of range',
      'lambda:CreateFunction',
      (input) => ({ ...input, MemorySize: 64 }),
      /MemorySize: 64 is outside of 128 to/,
    ],
    [
      'a text of another form',
      'lambda:CreateFunction',
      (input) => ({ ...input, Role: 'nobody' }),
      /Role: nobody is not arn/,
    ],
  ])('%s', (_, name, change, sentence) => {
    const [service = '', operation = ''] = name.split(':');
    const like = recorded().sdkCalls.find((call) => call.service === service && call.operation === operation);
    const told = faultsOf({ caller: 'planted', service, operation, input: change(like?.input ?? {}) });
    expect(told).toContainEqual(expect.stringMatching(sentence));
  });
});
