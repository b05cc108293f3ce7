import { DeployedPipeline } from '../../../lib/cli/deployed/deployed-pipeline.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import { request, served } from '../../steps/world.ts';

const arn = 'arn:aws:states:eu-west-1:1:stateMachine:x';
const place = {
  pipeline: 'iris',
  store: 'the-store',
  data: 'the-data',
  machines: { delivery: arn, pullRequest: arn, rollout: arn },
  intakeQueueUrl: 'https://sqs/intake',
  deadLetters: [
    { name: 'intake', url: 'https://sqs/dead', arn, source: { kind: 'queue' as const, url: 'https://sqs/intake' } },
  ],
  served: null,
  topics: { events: arn, approvals: arn },
  key: null,
  functions: { operate: 'the-operator' },
  repository: null,
};

async function opened(answer: { Payload?: unknown; FunctionError?: string } = {}) {
  const ports = await served();
  const calls: unknown[] = [];
  const send = async ({ input }: { input: unknown }) => {
    calls.push(input);
    return { ...answer, Payload: new TextEncoder().encode(JSON.stringify(answer.Payload ?? {})) };
  };
  const client = { send: send as never };
  const identity = async () => 'arn:aws:sts::1:assumed-role/Operator/ada';
  const { store, data, executions } = ports;
  return {
    ports,
    calls,
    aws: new DeployedPipeline({
      ...{ place, store, data, executions, sqs: client, lambda: client, identity },
      histories: async () => [],
    }),
  };
}

test('the pipeline moves traffic itself, and is told who asked', async () => {
  const done = { progress: 'done', waitSeconds: 0, from: '1.0.1', to: '1.0.0', sentence: '1.0.0 serves again' };
  const { aws, calls } = await opened({ Payload: done });
  expect(await aws.operate({ operation: 'rollback', to: '1.0.0' })).toEqual(done);
  const [{ FunctionName, Payload }] = calls as [{ FunctionName: string; Payload: Uint8Array }];
  expect(FunctionName).toBe('the-operator');
  expect(JSON.parse(new TextDecoder().decode(Payload))).toEqual({
    operation: 'rollback',
    by: 'arn:aws:sts::1:assumed-role/Operator/ada',
    to: '1.0.0',
  });
});

test('what an operation says went wrong is told with its code', async () => {
  const { aws } = await opened({
    FunctionError: 'Unhandled',
    Payload: { errorType: 'ConflictError', errorMessage: 'too-late: 1.0.1 serves' },
  });
  await expect(aws.operate({ operation: 'abort' })).rejects.toMatchObject({
    name: 'ConflictError',
    code: 'too-late',
    message: '1.0.1 serves',
  });
});

test('a run is asked for by name and with a reason', async () => {
  const { aws, calls } = await opened();
  expect(await aws.start('the sensors were replaced')).toMatch(/iris was asked for a run/);
  const [{ QueueUrl, MessageBody }] = calls as [{ QueueUrl: string; MessageBody: string }];
  expect(QueueUrl).toBe('https://sqs/intake');
  expect(JSON.parse(MessageBody)).toEqual({
    signalbox: 'manual',
    by: 'arn:aws:sts::1:assumed-role/Operator/ada',
    reason: 'the sensors were replaced',
    at: expect.any(String),
  });
});

test('dead letters of a name that is not known are refused with those that are', async () => {
  const { aws } = await opened();
  await expect(aws.redrive('intakes')).rejects.toThrow('no dead letters are called "intakes"; known: intake');
  expect(await aws.redrive()).toEqual(['intake: no dead letters']);
});

test('a run that has not ended is told from one that is not there', async () => {
  const { aws, ports } = await opened();
  await ports.store.put(layout.request('data-2'), JSON.stringify(request()));
  await expect(aws.show('data-2')).rejects.toThrow('run data-2 has not ended yet');
  await expect(aws.show('data-9')).rejects.toThrow('iris has no run data-9');
  expect((await aws.releases()).map(({ version }) => version)).toEqual(['1.0.0']);
  expect(aws.reportPath('data-2')).toBe('s3://the-store/runs/data-2/report.html');
});
