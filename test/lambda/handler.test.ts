import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stepHandler } from '../../lambda/step-handler.ts';
import { ConflictError, InputError } from '../../lib/core/errors.ts';
import type { Ports } from '../../lib/ports.ts';

const open = () => (workDir: string) => ({ workDir }) as Ports;
let lines: string[];
beforeEach(() => {
  // Makes the logger write to the console that a test can listen to.
  process.env.POWERTOOLS_DEV = 'true';
  lines = [];
  for (const method of ['info', 'error'] as const) {
    jest.spyOn(console, method).mockImplementation((...line: unknown[]) => {
      lines.push(line.join(' '));
    });
  }
});
afterEach(() => jest.restoreAllMocks());

test('each invocation has an empty folder of its own, gone afterwards', async () => {
  const seen: string[] = [];
  const handler = stepHandler(
    'admit',
    async (_: object, { workDir }) => {
      writeFileSync(join(workDir, 'file'), '');
      seen.push(workDir);
    },
    open,
  );
  await Promise.all([handler({}), handler({})]);
  expect(new Set(seen).size).toBe(2);
  expect(seen.filter(existsSync)).toEqual([]);
});

test('the folder is removed after a failure too', async () => {
  let folder = '';
  const failing = async (_: object, ports: Ports) => {
    folder = ports.workDir;
    throw new Error('no');
  };
  await expect(stepHandler('admit', failing, open)({})).rejects.toThrow('no');
  expect(existsSync(folder)).toBe(false);
});

test('a step’s error reaches the machine by its name, with its code in front of the sentence', async () => {
  const failing = (error: unknown) => stepHandler('admit', async () => Promise.reject(error), open)({});
  await expect(failing(new InputError('no-data', 'no file'))).rejects.toMatchObject({
    name: 'InputError',
    message: 'no-data: no file',
  });
  await expect(failing(new ConflictError('lost', 'x'))).rejects.toMatchObject({ name: 'ConflictError' });
  await expect(failing(Object.assign(new Error('slow'), { name: 'ThrottlingException' }))).rejects.toMatchObject({
    name: 'ThrottlingException',
    message: 'slow',
  });
  await expect(failing('text')).rejects.toThrow('text');
});

test('the log has the run id and never the payload', async () => {
  await stepHandler('admit', async () => 1, open)({ runId: 'data-1', secret: 'hunter2' } as object);
  expect(lines.join('\n')).toContain('"runId": "data-1"');
  expect(lines.join('\n')).not.toContain('hunter2');
});

const run = 'data-0123456789ab-1';
const arn = `arn:aws:states:eu-west-1:123456789012:execution:signalbox-iris-rollout:${run}-rollout`;

test.each([
  ['of a step', { runId: run, executionArn: 'arn' }],
  ['of Delivery to the recovery', { executionArn: arn }],
  ['of the watchdog', { source: 'aws.states', detail: { executionArn: arn } }],
])('an input that names its run in another way is logged under it as well: %s', async (_, input) => {
  await stepHandler('recover', async () => 1, open)(input);
  expect(lines.join('\n')).toContain(`"runId": "${run}"`);
});

test('an input of no run is logged without one', async () => {
  for (const input of [{}, null, 'text', { detail: null }, { executionArn: 7 }])
    await stepHandler('recover', async () => 1, open)(input);
  expect(lines.join('\n')).not.toContain('runId');
});

test('a failure to open the ports is tried again at the next invocation', async () => {
  let times = 0;
  const handler = stepHandler(
    'admit',
    async () => 'ok',
    () => {
      times += 1;
      if (times === 1) throw new Error('bad-environment');
      return open();
    },
  );
  await expect(handler({})).rejects.toThrow('bad-environment');
  expect(await handler({})).toBe('ok');
});
