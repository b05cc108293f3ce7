import { readFileSync } from 'node:fs';
import { changeIdentity, codeChangeSchema } from '../../lib/core/code-change.ts';
import { environment } from '../../lib/core/environment.ts';
import { anyCredentials, BundledFunction } from '../support/lambda/function.ts';
import { posted, signatureOf, webhookSecret } from '../support/lambda/github-delivery.ts';
import { type Services, startServices } from '../support/lambda/services.ts';
import { attacks, canary, push } from './webhook-attacks.ts';

/** Whatever is said here goes through the bundle that is deployed, in a Node of its own; it reaches services by HTTP only. */
let services: Services;
const running: BundledFunction[] = [];

beforeAll(async () => {
  services = await startServices(JSON.stringify({ current: webhookSecret }));
});
afterAll(async () => {
  await Promise.all(running.map((fn) => fn.stop()));
  await services.stop();
});
beforeEach(() => {
  Object.assign(services, { sent: [], others: [], failing: null, secret: JSON.stringify({ current: webhookSecret }) });
});

function webhook(repository = 'octo/iris', branch = 'main'): BundledFunction {
  const fn = new BundledFunction('webhook', {
    ...anyCredentials,
    ...services.env,
    [environment.webhookSecretArn]: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:webhook-AbCdEf',
    [environment.intakeQueueUrl]: services.queueUrl,
    [environment.codeRepository]: repository,
    [environment.codeBranch]: branch,
    [environment.pipeline]: 'iris',
  });
  running.push(fn);
  return fn;
}

const examples = JSON.parse(readFileSync(require.resolve('@octokit/webhooks-examples'), 'utf8')) as Array<{
  name: string;
  examples: object[];
}>;

/** Every recorded payload of an event. */
const recorded = (name: string) =>
  examples.filter((definition) => definition.name === name).flatMap((definition) => definition.examples);

const statusOf = (value: unknown) => (value as { statusCode: number }).statusCode;
const changes = () => services.sent.map((message) => codeChangeSchema.parse((message as { change: unknown }).change));

async function deliver(fn: BundledFunction, event: string, payloads: object[]): Promise<number[]> {
  const answers = [];
  for (const body of payloads) answers.push(statusOf((await fn.invoke(posted({ event, body }))).value));
  return answers;
}

describe('recorded payloads of GitHub', () => {
  let fn: BundledFunction;
  beforeAll(() => {
    fn = webhook('codertocat/hello-world', 'master');
  });

  test('of all pushes, those to the released branch are taken', async () => {
    expect(await deliver(fn, 'push', recorded('push'))).toEqual([200, 200, 200, 200, 202, 202, 200]);
    expect(changes()).toMatchObject([
      { kind: 'push', repository: 'codertocat/hello-world', branch: 'master', pullRequest: null, again: null },
      { commit: '6113728f27ae82c7b1a177c8d03f9e96e0adf246', committedAt: '2019-05-15T15:19:25.000Z' },
    ]);
  });

  test('of all that happens to pull requests, what brings a commit is taken, and is one change', async () => {
    const payloads = recorded('pull_request') as Array<{ action: string }>;
    const statuses = await deliver(fn, 'pull_request', payloads);
    const taken = payloads.flatMap(({ action }, index) => (statuses[index] === 202 ? [action] : []));
    expect([...new Set(taken)].sort()).toEqual(['opened', 'ready_for_review', 'reopened', 'synchronize']);
    expect([payloads.length, taken.length, new Set(statuses).size]).toEqual([29, 10, 2]);
    expect(new Set(changes().map(changeIdentity)).size).toBe(1);
    expect(changes()[0]).toMatchObject({ kind: 'pull_request', pullRequest: { number: '2', fork: false } });
  });

  test('checks of others are not ours to run again', async () => {
    const statuses = await deliver(fn, 'check_run', recorded('check_run'));
    expect([statuses.length, new Set(statuses)]).toEqual([9, new Set([200])]);
    expect(services.sent).toEqual([]);
  });

  test('our check, asked for again, is another change of the same commit', async () => {
    const ours = recorded('check_run').map((payload) => {
      const { check_run: run, repository } = payload as Record<string, object>;
      return {
        ...payload,
        check_run: { ...run, name: 'signalbox' },
        repository: { ...repository, full_name: 'codertocat/hello-world' },
      };
    });
    const statuses = await deliver(fn, 'check_run', ours);
    expect(statuses.filter((status) => status === 202)).toHaveLength(2);
    expect(changes()).toMatchObject([{ kind: 'push', again: 'run-4@1525396492000' }, { kind: 'push' }]);
  });

  test('a suite that is asked for again is the pull request that it belongs to', async () => {
    await deliver(fn, 'check_suite', recorded('check_suite'));
    expect(changes()).toMatchObject([
      { kind: 'pull_request', pullRequest: { number: '2', fork: false }, again: 'suite-118578147@1557933674000' },
      { kind: 'pull_request' },
    ]);
  });

  test('a ping is answered, of an organization too', async () => {
    expect(await deliver(fn, 'ping', recorded('ping'))).toEqual([200, 200, 200, 200]);
    expect(services.sent).toEqual([]);
  });

  test('every other recorded event is answered and ignored', async () => {
    const read = ['push', 'pull_request', 'check_run', 'check_suite', 'ping'];
    const others = examples.filter(({ name }) => !read.includes(name));
    for (const { name } of others) expect(new Set(await deliver(fn, name, recorded(name)))).toEqual(new Set([200]));
    expect(others.length).toBeGreaterThan(30);
    expect(services.sent).toEqual([]);
  });
});

describe('attacks', () => {
  let fn: BundledFunction;
  beforeAll(() => {
    fn = webhook();
  });

  test('each has a name of its own', () => {
    expect(new Set(attacks.map(([name]) => name)).size).toBe(attacks.length);
    expect(attacks.length).toBeGreaterThanOrEqual(40);
  });

  test.each(attacks)('%s: %i, and nothing comes of it', async (_, status, event) => {
    const before = fn.written.length;
    const { value, error } = await fn.invoke(event);
    expect(error).toBeUndefined();
    expect(statusOf(value)).toBe(status);
    expect([services.sent, services.others]).toEqual([[], []]);
    expectNoLeak(JSON.stringify(value) + fn.written.slice(before));
  });

  test('whatever is wrong with a signature, the answer is the same', async () => {
    const refused = attacks.filter(([, status]) => status === 401);
    const answers = await Promise.all(
      refused.map(async ([, , event]) => JSON.stringify((await fn.invoke(event)).value)),
    );
    expect(new Set(answers).size).toBe(1);
  });

  test('a thousand wrong signatures read the secret no more often than once a minute', async () => {
    services.reads = 0;
    const wrong = posted({ event: 'push', body: push, secret: 'another secret, as long as ours is long' });
    await Promise.all(Array.from({ length: 1_000 }, () => fn.invoke(wrong)));
    expect(services.reads).toBeLessThanOrEqual(1);
  });

  test('the same function still takes what is good', async () => {
    expect(statusOf((await fn.invoke(posted({ event: 'push', body: push }))).value)).toBe(202);
    expectNoLeak(fn.written);
  });
});

test('a delivery that is sent again is a success, and the same change', async () => {
  const fn = webhook();
  const delivery = posted({ event: 'push', body: push, base64: true });
  const answers = [await fn.invoke(delivery), await fn.invoke(delivery)].map(({ value }) => statusOf(value));
  expect(answers).toEqual([202, 202]);
  expect(services.sent[0]).toEqual(services.sent[1]);
});

test('while a secret is replaced both are good, and a new one is known at once', async () => {
  const next = 'the next secret of the webhook, as long';
  services.secret = JSON.stringify({ current: next, previous: webhookSecret });
  const fn = webhook();
  const by = async (secret: string) => statusOf((await fn.invoke(posted({ event: 'push', body: push, secret }))).value);
  expect([await by(webhookSecret), await by(next), await by('neither of the two, but as long')]).toEqual([
    202, 202, 401,
  ]);
});

test.each([
  ['cannot be read', null],
  ['is no JSON', 'plain text of a secret'],
  ['is too short', JSON.stringify({ current: 'short' })],
  ['is empty', JSON.stringify({ current: '' })],
])('when the secret %s, nothing is taken, and GitHub is told to come again', async (_, secret) => {
  services.secret = secret;
  const fn = webhook();
  const delivery = posted({
    event: 'push',
    body: push,
    headers: { 'x-hub-signature-256': signatureOf(Buffer.from(''), '') },
  });
  expect(statusOf((await fn.invoke(delivery)).value)).toBe(503);
  expect(services.sent).toEqual([]);
  if (secret) expect(fn.written).not.toContain(secret);
  services.secret = JSON.stringify({ current: webhookSecret });
  expect(statusOf((await fn.invoke(posted({ event: 'push', body: push }))).value)).toBe(202);
});

test('when the queue does not answer, GitHub is told so', async () => {
  const fn = webhook();
  services.failing = 500;
  expect(statusOf((await fn.invoke(posted({ event: 'push', body: push }))).value)).toBe(503);
  expectNoLeak(fn.written);
});

/** No eight characters of the secret in a row, and nothing of what was sent. */
function expectNoLeak(text: string): void {
  for (let at = 0; at + 8 <= webhookSecret.length; at += 1) expect(text).not.toContain(webhookSecret.slice(at, at + 8));
  expect(text).not.toContain(canary);
  expect(text).not.toMatch(/[0-9a-f]{39}/);
}
