import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aws_kms as kms, type Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { deployedPlaceSchema } from '../../lib/core/deployed-place.ts';
import type { ModelDeliveryProps } from '../../lib/infra/model-delivery-props.ts';
import { Repository } from '../../lib/infra/repositories/factories.ts';
import { Resolver } from '../../lib/local/assembly/resolve.ts';
import { Iam } from '../support/iam.ts';
import { account, onCodeCommit, onGitHub, secret, secretArn } from './connected.ts';
import { pipeline, spelled } from './pipeline.ts';

const gitHub = pipeline(onGitHub);
const codeCommit = pipeline(onCodeCommit);
const plain = pipeline();

describe('cdk-nag finds nothing that is not acknowledged with a reason', () => {
  test.each([
    ['on GitHub', () => gitHub],
    ['on CodeCommit', () => codeCommit],
    [
      'on GitHub, all under a key',
      () =>
        pipeline((stack) => ({
          ...onGitHub(stack),
          encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }),
        })),
    ],
  ])('%s', (_, make) => {
    expect(new AwsSolutionsChecks().validateScope(make().app).violations).toEqual([]);
  });
});

type Made = typeof plain;
const rules = ({ ofType }: Made) => ofType('AWS::Events::Rule').map(([, { Properties }]) => Properties);
const ruleOf = (made: Made, detailType: string) =>
  rules(made).filter(({ EventPattern }) => EventPattern?.['detail-type']?.includes(detailType));
const variables = ({ ofType }: Made, step: string) =>
  ofType('AWS::Lambda::Function').find(
    ([, { Properties }]) => Properties.Environment.Variables.SIGNALBOX_STEP === step,
  )?.[1].Properties.Environment.Variables;

test('every rule and schedule feeds the intake queue, and what cannot be put there is kept', () => {
  const types = [
    [gitHub, 'Object Created'],
    [gitHub, 'CloudWatch Alarm State Change'],
    [codeCommit, 'Object Created'],
    [codeCommit, 'CodeCommit Repository State Change'],
    [codeCommit, 'CodeCommit Pull Request State Change'],
  ] as const;
  const kept = (target: unknown) => [
    spelled((target as { Arn: unknown }).Arn),
    spelled((target as { DeadLetterConfig: { Arn: unknown } }).DeadLetterConfig.Arn),
  ];
  const ways = [expect.stringMatching(/IntakeWorkQueue/), expect.stringMatching(/IntakeDeadLetters/)];
  for (const [made, type] of types) {
    const found = ruleOf(made, type);
    expect({ type, targets: found.flatMap(({ Targets }) => Targets.map(kept)) }).toEqual({ type, targets: [ways] });
  }
  const [[, schedule] = []] = gitHub.ofType('AWS::Scheduler::Schedule');
  expect(schedule?.Properties).toMatchObject({
    ScheduleExpression: 'cron(0 4 * * ? *)',
    ScheduleExpressionTimezone: 'Europe/Berlin',
  });
  expect(kept(schedule?.Properties.Target)).toEqual(ways);
  expect(JSON.parse(schedule?.Properties.Target.Input)).toEqual({
    signalbox: 'schedule',
    pipeline: 'iris',
    at: '<aws.scheduler.scheduled-time>',
  });
});

test('rules may put messages on the queue each for itself, and nobody does over plain HTTP', () => {
  const { ofType } = codeCommit;
  const policies = ofType('AWS::SQS::QueuePolicy').filter(([id]) => id.includes('IntakeWorkQueue'));
  const statements = policies.flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement);
  const rules = statements.filter(({ Principal }) => Principal.Service === 'events.amazonaws.com');
  expect(rules).toHaveLength(3);
  for (const { Condition } of rules) expect(Condition.ArnEquals).toHaveProperty(['aws:SourceArn']);
  expect(statements).toContainEqual(
    expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
  );
});

test('only the branch that is released, and pull requests into it, wake the intake', () => {
  const [pushed] = ruleOf(codeCommit, 'CodeCommit Repository State Change');
  expect(pushed.EventPattern.detail).toMatchObject({ referenceType: ['branch'], referenceName: ['release'] });
  const [pull] = ruleOf(codeCommit, 'CodeCommit Pull Request State Change');
  expect(pull.EventPattern.detail).toMatchObject({ destinationReference: ['refs/heads/release'] });
});

test('a queue hides a message for the window and six times as long as its function may work, and gives it up after five tries', () => {
  const { resources, ofType } = gitHub;
  const mappings = ofType('AWS::Lambda::EventSourceMapping').map(([, { Properties }]) => Properties);
  expect(mappings).toHaveLength(2);
  const idOf = (value: unknown) => String(/<([^.>]+)/.exec(spelled(value))?.[1]);
  for (const mapping of mappings) {
    const queue = resources[idOf(mapping.EventSourceArn)]?.Properties;
    const fn = resources[idOf(mapping.FunctionName)]?.Properties;
    expect(queue.VisibilityTimeout).toBe(6 * fn.Timeout + mapping.MaximumBatchingWindowInSeconds);
    expect(queue.RedrivePolicy.maxReceiveCount).toBe(5);
    expect(mapping).toMatchObject({
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      MaximumBatchingWindowInSeconds: expect.any(Number),
      ScalingConfig: { MaximumConcurrency: expect.any(Number) },
    });
  }
});

test('one letter in any dead-letter queue raises an alarm', () => {
  for (const made of [plain, gitHub]) {
    const letters = made.ofType('AWS::SQS::Queue').filter(([id]) => id.includes('DeadLetters'));
    const alarms = made
      .ofType('AWS::CloudWatch::Alarm')
      .map(([, { Properties }]) => Properties)
      .filter(({ MetricName }) => MetricName === 'ApproximateNumberOfMessagesVisible');
    const watched = alarms.map(({ Dimensions }) => spelled(Dimensions[0].Value).slice(1).split('.')[0]);
    expect(watched.sort()).toEqual(letters.map(([id]) => id).sort());
    for (const alarm of alarms) expect(alarm).toMatchObject({ Threshold: 1, EvaluationPeriods: 1 });
  }
});

test('the webhook is open to all, runs ten at once at most, and knows a secret and a queue and nothing else', () => {
  const [[, url] = []] = gitHub.ofType('AWS::Lambda::Url');
  expect(url?.Properties.AuthType).toBe('NONE');
  const [, fn] = gitHub.ofType('AWS::Lambda::Function').find(([id]) => id.includes('webhook')) ?? [];
  expect(fn?.Properties.ReservedConcurrentExecutions).toBe(10);
  const known = Object.keys(fn?.Properties.Environment.Variables).filter((name) => name.startsWith('SIGNALBOX_'));
  expect(known.sort()).toEqual([
    'SIGNALBOX_CODE_BRANCH',
    'SIGNALBOX_CODE_FOLDER',
    'SIGNALBOX_CODE_REPOSITORY',
    'SIGNALBOX_INTAKE_QUEUE_URL',
    'SIGNALBOX_PIPELINE',
    'SIGNALBOX_STEP',
    'SIGNALBOX_WEBHOOK_SECRET_ARN',
  ]);
  expect(codeCommit.ofType('AWS::Lambda::Url')).toEqual([]);
  expect(plain.ofType('AWS::Lambda::Url')).toEqual([]);
});

test('an account that has no executions to reserve connects its webhook all the same', () => {
  const reserved = (webhookConcurrency: number | 'unreserved') =>
    pipeline((stack) => ({ repository: hub(stack, { webhookConcurrency }) }))
      .ofType('AWS::Lambda::Function')
      .flatMap(([, { Properties }]) => Properties.ReservedConcurrentExecutions ?? []);
  expect(reserved('unreserved')).toEqual([]);
  expect(reserved(3)).toEqual([3]);
});

test('the open URL is granted as Lambda asks for it since October 2025: to call the URL, and to invoke by way of it only', () => {
  const open = gitHub
    .ofType('AWS::Lambda::Permission')
    .map(([, { Properties }]) => Properties)
    .filter(({ Principal }) => Principal === '*')
    .map(({ FunctionName: _, ...permission }) => permission);
  expect(open).toHaveLength(2);
  expect(open).toEqual(
    expect.arrayContaining([
      { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE', Principal: '*' },
      { Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true, Principal: '*' },
    ]),
  );
});

test('all that the webhook may do is read its secret, put messages on the queue, log and trace', () => {
  const { resources, ofType } = gitHub;
  const iam = new Iam(resources);
  const role = iam.roles().find((id) => id.includes('webhookRole')) ?? '';
  const actions = ofType('AWS::IAM::Policy')
    .filter(([, { Properties }]) => Properties.Roles.some(({ Ref }: { Ref: string }) => Ref === role))
    .flatMap(([, { Properties }]) =>
      Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: unknown }) => Action),
    );
  expect(actions.sort()).toEqual([
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'secretsmanager:GetSecretValue',
    'sqs:SendMessage',
    'xray:PutTelemetryRecords',
    'xray:PutTraceSegments',
  ]);
  const ask = (action: string, resource: string) => iam.ask(role, { action, resource });
  expect(ask('secretsmanager:GetSecretValue', secretArn('webhook'))).toBe('allowed');
  for (const other of ['token', 'codecov'])
    expect(ask('secretsmanager:GetSecretValue', secretArn(other))).toBe('not allowed');
  const queues = ofType('AWS::SQS::Queue').map(([id]) => id);
  const open = queues.filter((id) => ask('sqs:SendMessage', new Resolver(resources).arnOf(id)) === 'allowed');
  expect(open).toEqual([expect.stringMatching(/IntakeWorkQueue/)]);
});

test('who reads the token is who talks to GitHub, and only the checks of what was pushed have the Codecov token', () => {
  const { iam, readers } = {
    iam: new Iam(gitHub.resources),
    readers: (name: string) => (role: string) =>
      iam.ask(role, { action: 'secretsmanager:GetSecretValue', resource: secretArn(name) }) === 'allowed',
  };
  const short = (role: string) => role.replace(/^PipelineDeliveryLane|Role[0-9A-F]+$/g, '');
  expect(iam.roles().filter(readers('token')).map(short).sort()).toEqual(['intake', 'reconcile', 'report']);
  expect(iam.roles().filter(readers('codecov')).map(short)).toEqual(['checksbuild']);
  const held = gitHub
    .ofType('AWS::CodeBuild::Project')
    .filter(([, { Properties }]) => JSON.stringify(Properties).includes('CODECOV'));
  expect(held.map(([id]) => id)).toEqual([expect.stringMatching(/^PipelineDeliveryLanechecksbuild/)]);
  expect(held[0]?.[1].Properties.Environment.EnvironmentVariables).toContainEqual({
    Name: 'CODECOV_TOKEN',
    Type: 'SECRETS_MANAGER',
    Value: secretArn('codecov'),
  });
});

test('what CodeCommit is called for is what is granted, on one repository', () => {
  const folder = join(import.meta.dirname, '../../lib/aws/codecommit');
  const source = readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  const called = new Set(
    [...source.matchAll(/new ([A-Z][A-Za-z]+)Command\(/g)].map(([, name]) => `codecommit:${name}`),
  );
  const statements = codeCommit
    .ofType('AWS::IAM::Policy')
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
    .filter(({ Action }) => String(Action).includes('codecommit:'));
  expect([...new Set(statements.flatMap(({ Action }) => Action))].sort()).toEqual([...called].sort());
  expect(new Set(statements.map(({ Resource }) => spelled(Resource)))).toEqual(
    new Set(['arn:<AWS::Partition>:codecommit:<AWS::Region>:<AWS::AccountId>:iris']),
  );
});

test('the functions that talk to the code host know which repository, branch and folder', () => {
  for (const step of ['intake', 'reconcile', 'report'])
    expect(variables(gitHub, step)).toMatchObject({
      SIGNALBOX_CODE_HOST: 'github',
      SIGNALBOX_CODE_REPOSITORY: 'octo/iris',
      SIGNALBOX_CODE_BRANCH: 'main',
      SIGNALBOX_CODE_FOLDER: 'models/iris',
      SIGNALBOX_CODE_FORKS: 'refuse',
      SIGNALBOX_CODE_TOKEN_ARN: secretArn('token'),
    });
  expect(variables(gitHub, 'intake').SIGNALBOX_PULL_REQUEST_PRODUCTION_DATA).toBe('false');
  expect(variables(plain, 'intake')).not.toHaveProperty('SIGNALBOX_CODE_HOST');
  expect(variables(plain, 'report')).toBeUndefined();
});

test.each([
  ['plain', plain, ['events', 'intake', 'recover']],
  ['on GitHub', gitHub, ['events', 'intake', 'recover', 'reports']],
])('the parameter says where the parts are, within its 4 KB: %s', (_, made, letters) => {
  const [[, parameter] = []] = made.ofType('AWS::SSM::Parameter');
  expect(parameter?.Properties.Name).toBe('/signalbox/iris/place');
  const real = spelled(parameter?.Properties.Value)
    .replaceAll(
      /<[^>]*Url[^>]*>|<[^>]*Queue[0-9A-F]{8}>|<[^>]*DeadLetters[0-9A-F]{8}>/g,
      `https://sqs.eu-west-1.amazonaws.com/${account}/${'q'.repeat(60)}`,
    )
    .replaceAll(
      /<[^>]*\.Arn>|<[^>]*(?:Events|Approvals|Machine)[0-9A-F]{8}>/g,
      `arn:aws:sqs:eu-west-1:${account}:${'n'.repeat(64)}`,
    )
    .replaceAll(/<AWS::[A-Za-z]+>/g, 'eu-west-1')
    .replaceAll(/<[^>]+>/g, 'x'.repeat(64));
  const place = deployedPlaceSchema.parse(JSON.parse(real));
  expect(place.deadLetters.map(({ name }) => name).sort()).toEqual(letters);
  expect(place.served).toEqual({ functionName: 'signalbox-iris-model', alias: 'production' });
  expect(Object.keys(place.functions)).toEqual(expect.arrayContaining(['intake', 'reconcile', 'recover', 'operate']));
  expect(place.repository?.name ?? null).toBe(made === gitHub ? 'octo/iris' : null);
  expect(Buffer.byteLength(real)).toBeLessThan(4_096);
  // Long names of stacks and secrets make more of it, which only an advanced parameter holds.
  expect(parameter?.Properties.Tier).toBe('Intelligent-Tiering');
});

const hub = (stack: Stack, more: object = {}) =>
  Repository.gitHub({ repository: 'octo/iris', webhookSecret: secret(stack, 'w'), token: secret(stack, 't'), ...more });

test.each<[string, (stack: Stack) => Partial<ModelDeliveryProps>]>([
  [
    'octo/iris needs webhookSecret and token',
    (stack) => ({ repository: hub(stack, { webhookSecret: undefined, token: undefined }) }),
  ],
  ['repository: got "iris"; allowed: owner/name', (stack) => ({ repository: hub(stack, { repository: 'iris' }) })],
  ['branch: got "refs/heads/main"; allowed', (stack) => ({ repository: hub(stack, { branch: 'refs/heads/main' }) })],
  ['folder: got "../other"; allowed', (stack) => ({ repository: hub(stack, { folder: '../other' }) })],
  ['webhookConcurrency: got 0; allowed: 1 to 100', (stack) => ({ repository: hub(stack, { webhookConcurrency: 0 }) })],
  ['tagPrefix: got "model v"; allowed', (stack) => ({ repository: hub(stack, { tagPrefix: 'model v' }) })],
  ['productionData has no effect without a repository', () => ({ pullRequests: { productionData: true } })],
  [
    "would hand your data to anybody's code",
    (stack) => ({ repository: hub(stack, { forks: 'run' }), pullRequests: { productionData: true } }),
  ],
])('what cannot work is refused at synth, in one sentence: %s', (sentence, props) => {
  expect(() => pipeline(props)).toThrow(sentence);
});
