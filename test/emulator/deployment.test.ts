import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { PurgeQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { RunCost } from '../../lib/core/cost/run-cost.ts';
import type { DeployedPlace } from '../../lib/core/deployed-place.ts';
import type { Finding } from '../../lib/core/doctor.ts';
import { environment } from '../../lib/core/environment.ts';
import type { Teardown } from '../../lib/core/teardown.ts';
import { content, ended, ending, keys, promoted } from '../scenarios/ending.ts';
import { drops } from '../scenarios/workloads.ts';
import { Deployed } from './deployed.ts';
import { Running, until } from './running.ts';
import { secondsLines, timed } from './seconds.ts';
import { swapLines } from './swaps.ts';

/* One stack, from nothing to its end: each test needs those before it. */

jest.setTimeout(300_000);
let deployed: Deployed;
let place: DeployedPlace;
let running: Running;
/** No change of IAM waits for an answer. */
const deploy = ['deploy', '--require-approval', 'never'];

beforeAll(async () => {
  process.stdout.write(`${swapLines().join('\n')}\n`);
  deployed = await timed('the emulator starts', () => Deployed.start());
});
afterAll(async () => {
  await running?.stop();
  await deployed?.stop();
  process.stdout.write(`${secondsLines().join('\n')}\n`);
});

const pullRequest = {
  action: 'opened',
  pull_request: {
    number: 7,
    title: 'feat: a change',
    user: { login: 'octocat' },
    head: { sha: 'a'.repeat(40), repo: { id: 1 } },
    base: { ref: 'main' },
  },
  repository: { id: 1, full_name: 'octo/iris' },
};

const exists = (asked: Promise<unknown>) =>
  asked.then(
    () => true,
    ({ name }: Error) => name,
  );
const machine = async (stateMachineArn: string) =>
  exists(new SFNClient(deployed.reach).send(new DescribeStateMachineCommand({ stateMachineArn })));
const functionOf = async (name: string | undefined) =>
  new LambdaClient(deployed.reach).send(new GetFunctionConfigurationCommand({ FunctionName: name }));

/** Key of the workload that the intake starts runs with. */
async function sourceOfRuns(): Promise<string | undefined> {
  const { Environment } = await functionOf(place.functions.intake);
  return Environment?.Variables?.[environment.workloadKey];
}

test('cdk bootstrap prepares the account', async () => {
  expect(await timed('cdk bootstrap', () => deployed.cdk('bootstrap'))).toContain('bootstrapped');
});

test('cdk deploy makes every part that the pipeline says it has', async () => {
  await timed('cdk deploy', () => deployed.cdk(...deploy));
  place = await deployed.place();
  expect(await Promise.all(Object.values(place.machines).map(machine))).toEqual([true, true, true]);
  for (const name of Object.values(place.functions))
    expect(await functionOf(name)).toMatchObject({ State: 'Active', Runtime: 'nodejs24.x' });
  running = await Running.start(deployed);
});

test('cdk diff finds nothing to change afterwards', async () => {
  expect(await timed('cdk diff', () => deployed.cdk('diff', '--fail'))).toContain('There were no differences');
});

test('a second cdk deploy changes nothing', async () => {
  expect(await timed('cdk deploy, again', () => deployed.cdk(...deploy))).toContain('(no changes)');
});

test('the first good drop becomes 1.0.0, and all traffic goes to it', async () => {
  await running.drop('first', drops.first);
  const [run] = await timed('a drop, until it is released', () => running.settled(1));
  expect(await ending(await running.looked(), run?.runId ?? '')).toEqual({
    ...ended('released', null, /^released 1\.0\.0: every gate passed/),
    ...promoted('1.0.0'),
  });
  expect(running.builds.ran).toEqual(['checks', 'image', 'train']);
});

/** What the doctor says of each check, and the exit code of the command. */
async function doctor() {
  const { code, said } = await timed('signalbox doctor', () => deployed.signalbox('doctor', '--pipeline', 'iris'));
  const findings = said as Finding[];
  return { code, states: Object.fromEntries(findings.map(({ check, state }) => [check, state])), findings };
}

test('signalbox doctor finds the deployed pipeline well, but for what an emulator cannot tell', async () => {
  const well = [
    'credentials',
    'machines',
    'functions',
    'permissions',
    'traffic',
    'lease',
    'dead-letters',
    'secrets',
    'spending',
  ];
  const { code, states } = await doctor();
  expect(states).toEqual({
    ...Object.fromEntries([...well, 'data-events'].map((check) => [check, 'ok'])),
    // MiniStack computes no alarms, nobody subscribed to approvals, its URLs have no host, and it has no quotas.
    ...{ alarms: 'warn', subscribers: 'warn', webhook: 'unknown', quotas: 'unknown' },
  });
  expect(code).toBe(2);
});

test('and finds a letter that was given up', async () => {
  const letters = place.deadLetters.find(({ name }) => name === 'reports')?.url;
  const sqs = new SQSClient(deployed.reach);
  await sqs.send(new SendMessageCommand({ QueueUrl: letters, MessageBody: '{}' }));
  const { code, findings } = await doctor();
  await sqs.send(new PurgeQueueCommand({ QueueUrl: letters }));
  expect(code).toBe(1);
  expect(findings.filter(({ state }) => state === 'fail')).toMatchObject([
    { check: 'dead-letters', sentence: 'reports holds 1', mend: expect.stringMatching(/signalbox redrive reports/) },
  ]);
});

test('signalbox cost tells what the release used, by the histories of its executions', async () => {
  const [run] = await running.outcomes();
  const { said } = await timed('signalbox cost', () =>
    deployed.signalbox('cost', run?.runId ?? '', '--pipeline', 'iris'),
  );
  const { place: where, region, lines } = said as RunCost;
  expect({ where, region }).toEqual({ where: 'aws', region: 'us-east-1' });
  const used = (service: string) => lines.find((line) => line.service === service)?.quantity ?? 0;
  // Delivery's 24 states, its start and end, and three for the one child of its map: MiniStack does not tell which executions a task started.
  expect(used('Step Functions')).toBe(29);
  expect(used('Training')).toBe(1);
});

test('a poisoned drop is rejected at the data, its rows are kept as samples, and 1.0.0 serves on', async () => {
  await running.drop('poisoned', drops.poisoned);
  const runs = await timed('a poisoned drop, until it is rejected', () => running.settled(2));
  const rejected = runs.find(({ outcome }) => outcome === 'rejected');
  expect(await ending(await running.looked(), rejected?.runId ?? '')).toEqual({
    ...ended('rejected', 'data', /checks failed/),
    ...promoted('1.0.0'),
  });
  const kept = (await keys(running.store, 'runs/')).filter((key) => key.endsWith('/failed-rows/sample.json'));
  expect(kept).toHaveLength(1);
});

test('ten drops at once, each told of three times, are ten runs one after the other, and 1.0.0 serves on', async () => {
  const folders = Array.from({ length: 10 }, (_, i) => `at-once-${i}`);
  const before = new Set((await running.outcomes()).map(({ runId }) => runId));
  await Promise.all(folders.map((folder) => running.drop(folder, drops.poisoned)));
  await Promise.all([...folders, ...folders].map((folder) => running.tellAgain(folder)));
  await timed('ten drops at once, until the last is rejected', () => running.settled(12));
  await Promise.all(folders.map((folder) => running.tellAgain(folder)));
  await running.heard();
  const runs = (await running.outcomes()).filter(({ runId }) => !before.has(runId));
  const rejected = runs.filter(({ outcome }) => outcome === 'rejected');
  const causes = new Set(runs.map(({ runId }) => runId.replace(/-\d+$/, '')));
  expect({ causes: causes.size, rejected: rejected.length }).toEqual({ causes: 10, rejected: 10 });
  expect(await content(await running.looked())).toEqual(promoted('1.0.0'));
});

test('a pull request comes through the webhook, and is answered with a status and a comment', async () => {
  const { github, reach } = deployed;
  const url = place.repository?.webhookUrl ?? '';
  expect(await github.deliver(reach, url, 'pull_request', pullRequest, 'not the secret of the webhook')).toBe(401);
  expect(await github.deliver(reach, url, 'pull_request', pullRequest)).toBe(202);
  const runs = await timed('a pull request, until its run ended', () => running.settled(13));
  expect(runs.find(({ runId }) => runId.startsWith('pull-request'))).toMatchObject({ outcome: 'passed' });
  const { statuses, comments } = github.repository;
  const commented = () => comments.some(({ body }) => String(body).includes('<code>accuracy</code>'));
  await timed('and until GitHub was told', () =>
    until(() => commented() && statuses.some(({ state }) => state === 'success')),
  );
  expect(statuses.at(-1)).toMatchObject({
    state: 'success',
    context: 'signalbox',
    sha: pullRequest.pull_request.head.sha,
  });
  expect(comments).toHaveLength(1);
  expect(github.server.violations).toEqual([]);
  expect(await content(await running.looked())).toEqual(promoted('1.0.0'));
});

test('an update brings a changed workload to the intake', async () => {
  const before = await sourceOfRuns();
  deployed.change('src/model.py', (text) => `${text}# a change\n`);
  await timed('cdk deploy, of a change', () => deployed.cdk(...deploy));
  expect(await sourceOfRuns()).not.toEqual(before);
  expect(await content(await running.looked())).toEqual(promoted('1.0.0'));
});

test('an execution that is stopped is told to the watchdog, which records its end and lets go of the lease', async () => {
  await running.withoutReaper();
  const before = (await running.outcomes()).filter(({ outcome }) => outcome !== 'requeued').length;
  await running.drop('stopped', `${drops.first}\n`);
  const holder = await running.holder();
  await running.abort(holder);
  const runs = await timed('a stopped execution, until the watchdog has ended its run', () =>
    running.settled(before + 1),
  );
  expect(runs.find(({ executionArn }) => executionArn === holder)).toMatchObject({ outcome: 'broken' });
  expect(await content(await running.looked())).toEqual(promoted('1.0.0'));
});

test('cdk destroy takes the machines, and leaves data, releases and what serves', async () => {
  const early = await deployed.signalbox('teardown', '--pipeline', 'iris', '--yes', 'iris');
  expect(early).toMatchObject({ code: 75, said: { error: { code: 'still-deployed' } } });
  await timed('cdk destroy', () => deployed.cdk('destroy', '--force'));
  expect(await Promise.all(Object.values(place.machines).map(machine))).toEqual(
    Array(3).fill('StateMachineDoesNotExist'),
  );
  expect(await content(await running.looked())).toEqual(promoted('1.0.0'));
  const kept = await running.data.get('incoming/iris/first/iris.csv');
  expect(new TextDecoder().decode(kept?.bytes)).toBe(drops.first);
});

test('signalbox teardown finds what the stack left, and deletes it when its name is said: data only with one word more', async () => {
  const teardown = (...args: string[]) => deployed.signalbox('teardown', '--pipeline', 'iris', ...args);
  const { said } = await timed('signalbox teardown', () => teardown());
  const { remains, blocked } = said as Teardown;
  expect(blocked).toBeNull();
  const data = remains.filter(({ isData }) => isData).map(({ kind }) => kind);
  expect(new Set(data)).toEqual(new Set(['queue', 'repository', 'bucket', 'parameter']));
  expect(await teardown('--yes', 'roses')).toMatchObject({ code: 64 });
  expect(new TextDecoder().decode((await running.data.get('incoming/iris/first/iris.csv'))?.bytes)).toBe(drops.first);
  expect(await teardown('--yes', 'iris', '--with-data')).toMatchObject({
    code: 0,
    said: { removed: remains.map(({ name }) => name) },
  });
  expect(await teardown()).toMatchObject({ code: 64, said: { error: { code: 'pipeline-unknown' } } });
});
