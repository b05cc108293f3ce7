import type { Resource } from '../../lib/local/assembly/resolve.ts';
import { faultsOf } from './checks/api-calls.ts';
import { refused } from './checks/permissions.ts';
import { Deployed } from './deployed/template.ts';
import { type Recorded, recordedOnLambda } from './lambda-story.ts';

let recorded: Recorded;
beforeAll(async () => {
  recorded = await recordedOnLambda();
}, 180_000);

test('the story ends in every way, and makes calls of every function', () => {
  expect(recorded.outcomes).toEqual(['released', 'released', 'rejected', 'rolled_back', 'passed', 'passed']);
  expect(recorded.sdkCalls.length).toBeGreaterThan(1_000);
});

test('every call is allowed to the role that makes it, for the resource that it is about', () => {
  expect(refused(recorded.deployed, recorded.calls)).toEqual([]);
});

test("every call of the SDK has names, types, lengths and forms that the service's published model has", () => {
  expect([...new Set(recorded.sdkCalls.flatMap(faultsOf))]).toEqual([]);
});

// biome-ignore lint/suspicious/noExplicitAny: a statement as the template has it.
type Statement = any;

/** What is refused when the statements of the policies were changed. */
function planted(type: string, change: (statement: Statement) => Statement | null): string[] {
  const resources = structuredClone(recorded.resources) as Record<string, Resource & { Properties: Statement }>;
  for (const { Type, Properties } of Object.values(resources)) {
    if (Type !== type) continue;
    const document = Properties.PolicyDocument ?? Properties.KeyPolicy;
    document.Statement = document.Statement.flatMap((one: Statement) => change(one) ?? []);
  }
  return refused(new Deployed(resources), recorded.calls);
}

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
    const [first] = recorded.calls;
    const call = { action: 's3:DeleteObject', resource: 'arn:aws:s3:::PipelineStorageStoreEE2BE360/heads/1.json' };
    const told = refused(recorded.deployed, [{ role: first?.role ?? '', by: 'a new line of code', call }]);
    expect(told).toEqual([expect.stringContaining("{ actions: ['s3:DeleteObject'], resources: ['arn:aws:s3:::")]);
  });

  test.each<[string, string, (input: Record<string, unknown>) => object, RegExp]>([
    ['a misspelt parameter', 's3:PutObject', ({ Key, ...rest }) => ({ ...rest, Kye: Key }), /Kye: unknown/],
    ['a missing one', 's3:PutObject', ({ Bucket: _, ...rest }) => rest, /Bucket: required/],
    [
      'a value out of range',
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
      'a number that is too small',
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
    const like = recorded.sdkCalls.find((call) => call.service === service && call.operation === operation);
    const told = faultsOf({ caller: 'planted', service, operation, input: change(like?.input ?? {}) });
    expect(told).toContainEqual(expect.stringMatching(sentence));
  });
});
