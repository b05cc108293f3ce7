import { type IntakeWorld, intakeWorld } from '../steps/intake-world.ts';

let ports: IntakeWorld;
const env = {
  SIGNALBOX_PIPELINE: 'iris',
  SIGNALBOX_STORE: 'the-store',
  SIGNALBOX_DATA: 'the-data',
  SIGNALBOX_INTAKE_QUEUE_URL: 'https://queue',
};
jest.mock('../../lib/aws/intake-ports.ts', () => ({
  ...jest.requireActual('../../lib/aws/intake-ports.ts'),
  intakePortsFromEnvironment: () => (workDir: string) => ({ ...ports, workDir }),
}));

async function handler(event: unknown, leftMs = 300_000) {
  const { handler: real } = await import('../../lambda/intake.ts');
  return real(event, { getRemainingTimeInMillis: () => leftMs });
}

const created = (key: string) => ({
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: { bucket: { name: 'the-data' }, object: { key } },
});
const batch = (...bodies: unknown[]) => ({
  Records: bodies.map((body, index) => ({
    eventSource: 'aws:sqs',
    messageId: `m${index}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })),
});

beforeEach(async () => {
  process.env = { ...process.env, ...env, POWERTOOLS_DEV: 'true' };
  for (const method of ['info', 'error'] as const) jest.spyOn(console, method).mockImplementation(() => {});
  ports = await intakeWorld({ complete: { kind: 'marker' } });
  ports.data.upload('incoming/iris/a/a.csv', 'x\n1\n');
  ports.data.upload('incoming/iris/a/_SUCCESS', '');
});
afterEach(() => jest.restoreAllMocks());

test('a batch answers with the messages that must come again, and those only', async () => {
  const answered = await handler(batch(created('incoming/iris/a/a.csv'), '{', created('incoming/iris/a/_SUCCESS')));
  expect(answered).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
  expect(ports.executions.started).toHaveLength(1);
});

test('when time runs out the rest comes again', async () => {
  const answered = await handler(batch(created('incoming/iris/a/a.csv')), 59_000);
  expect(answered).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
});

test('an event and an intake input may come by a call', async () => {
  expect(await handler(created('incoming/iris/a/a.csv'))).toMatchObject({ said: expect.stringMatching(/^started/) });
  const trigger = { kind: 'manual', detail: 'at noon' };
  const { digest: sourceDigest = '' } = (await ports.deployed()) ?? {};
  const input = { pipeline: 'iris', trigger, prefix: 'incoming/iris/a/', sourceDigest, commit: null };
  expect(await handler(input)).toMatchObject({ status: 'started', runId: expect.stringMatching(/^manual-/) });
  await expect(handler({ source: 'aws.ec2' })).rejects.toThrow(/^unknown-event/);
});
