import { aws_kms as kms } from 'aws-cdk-lib';
import { onGitHub } from './connected.ts';
import { pipeline, spelled } from './pipeline.ts';

const plain = pipeline((stack) => onGitHub(stack));
const under = pipeline((stack) => ({ ...onGitHub(stack), encryptionKey: new kms.Key(stack, 'Key') }));

interface Statement {
  Sid?: string;
  Principal: { Service?: string };
  Action: string[];
  Condition?: Record<string, Record<string, unknown>>;
}

/** What services are let use of a key, by name. */
function servicesOf(made: typeof plain, key: string): Record<string, Statement> {
  const [, resource] = made.ofType('AWS::KMS::Key').find(([id]) => id.startsWith(key)) ?? [];
  const statements: Statement[] = resource?.Properties.KeyPolicy.Statement;
  return Object.fromEntries(statements.flatMap((one) => (one.Principal.Service ? [[one.Principal.Service, one]] : [])));
}

test('nothing is under an alias of AWS, which no other service may use', () => {
  for (const made of [plain, under]) {
    const keys = [...made.ofType('AWS::SNS::Topic'), ...made.ofType('AWS::SQS::Queue')];
    for (const [, { Properties }] of keys) expect(spelled(Properties.KmsMasterKeyId ?? '')).not.toContain('alias/');
  }
});

test('without a key of the user, queues are under that of SQS, and topics under one that lets CloudWatch publish', () => {
  for (const [, { Properties }] of plain.ofType('AWS::SQS::Queue')) {
    expect(Properties.SqsManagedSseEnabled).toBe(true);
    expect(Properties).not.toHaveProperty('KmsMasterKeyId');
  }
  const topics = plain.ofType('AWS::SNS::Topic').map(([, { Properties }]) => spelled(Properties.KmsMasterKeyId));
  expect(topics).toEqual(Array(2).fill(expect.stringMatching(/^<PipelineNotificationsKey\w+\.Arn>$/)));
  expect(Object.keys(servicesOf(plain, 'PipelineNotificationsKey'))).toEqual(['cloudwatch.amazonaws.com']);
});

test('with one, it is that of all topics and queues, and lets in of this account alone CloudWatch, rules and topics', () => {
  const ids = [...under.ofType('AWS::SNS::Topic'), ...under.ofType('AWS::SQS::Queue')];
  expect(ids.length).toBe(2 + 6);
  for (const [, { Properties }] of ids) {
    expect(spelled(Properties.KmsMasterKeyId)).toMatch(/^<Key\w+\.Arn>$/);
    expect(Properties.SqsManagedSseEnabled).toBeUndefined();
  }
  const services = servicesOf(under, 'Key');
  expect(Object.keys(services).sort()).toEqual([
    'cloudwatch.amazonaws.com',
    'events.amazonaws.com',
    'sns.amazonaws.com',
  ]);
  for (const { Action, Condition } of Object.values(services)) {
    expect(Action).toEqual(['kms:Decrypt', 'kms:GenerateDataKey']);
    expect(Condition?.StringEquals).toEqual({ 'aws:SourceAccount': { Ref: 'AWS::AccountId' } });
  }
});

test('every rule that sends to a queue may, and so may the schedule with the key of the queue', () => {
  const queues = new Set(under.ofType('AWS::SQS::Queue').map(([id]) => id));
  const letters = under
    .ofType('AWS::SQS::QueuePolicy')
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
  const sent = under
    .ofType('AWS::Events::Rule')
    .flatMap(([rule, { Properties }]) =>
      Properties.Targets.flatMap(({ Arn, DeadLetterConfig }: { Arn: unknown; DeadLetterConfig?: { Arn: unknown } }) =>
        [Arn, DeadLetterConfig?.Arn].filter((arn) => arn !== undefined).map((arn) => ({ rule, queue: spelled(arn) })),
      ),
    );
  const toQueues = sent.filter(({ queue }) => queues.has(queue.slice(1).split('.')[0] ?? ''));
  expect(toQueues.length).toBeGreaterThan(3);
  for (const { rule, queue } of toQueues)
    expect(
      letters.some(
        (one) =>
          one.Effect === 'Allow' &&
          one.Principal.Service === 'events.amazonaws.com' &&
          spelled(one.Resource) === queue &&
          spelled(one.Condition.ArnEquals['aws:SourceArn']) === `<${rule}.Arn>`,
      ),
    ).toBe(true);
  const [, policy] = under.ofType('AWS::IAM::Policy').find(([id]) => id.includes('ScheduleRole')) ?? [];
  const actions = policy?.Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: string }) => Action);
  expect(actions).toEqual(expect.arrayContaining(['kms:Decrypt', 'kms:GenerateDataKey', 'sqs:SendMessage']));
});
