import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { DirectoryStore } from '../../../lib/local/directory-store.ts';
import { connectRouter, stopRouter } from '../../../lib/local/router/client.ts';
import { beginPromotion, type Channel } from '../../../lib/steps/records/channel.ts';
import type { RolloutRecord } from '../../../lib/steps/records/rollout-schema.ts';
import { production } from '../../../lib/steps/support/champion.ts';
import { invoke, until } from '../../support/local-router.ts';
import { Lab, type Started, stored, type ToldRun } from './lab.ts';

jest.setTimeout(120_000);

const lab = new Lab();
const stores: string[] = [];
let released: string;

/** A store in which 1.0.0 serves, of its own for each test. */
function store(): string {
  stores.push(lab.copyOf(released));
  return stores.at(-1) ?? '';
}

beforeAll(async () => {
  released = lab.store();
  expect(await lab.run(['run', lab.workload(), '--data', lab.days(), '--store', released])).toMatchObject({ code: 0 });
  await lab.run(['down', '--store', released]);
});

afterEach(async () => {
  for (const one of stores.splice(0)) await stopRouter(join(one, 'router'));
});

afterAll(async () => {
  const left = lab.processes();
  lab.close();
  expect(left).toEqual([]);
});

/** Executions of this store whose history has this state entered; the first release's are not counted. */
function entered(at: string, state: string): number {
  const before = readdirSync(join(released, 'executions'));
  const mine = readdirSync(join(at, 'executions')).filter((name) => !before.includes(name));
  return mine.reduce((count, name) => count + historyOf(at, name).split(`"name":"${state}"`).length - 1, 0);
}

function historyOf(at: string, name: string): string {
  try {
    const lines = readFileSync(join(at, 'executions', name, 'history.jsonl'), 'utf8').split('\n');
    return lines.filter((line) => line.includes('StateEntered')).join('\n');
  } catch {
    return '';
  }
}

/** Starts a second release and kills its process, without a chance to clean up, once this holds. */
async function killOnce(at: string, what: string, holds: (run: Started) => boolean, more: string[] = []) {
  const run = lab.start(['run', more[0] ?? lab.workload(), '--data', lab.days(1), '--store', at]);
  await until(what, () => holds(run), 60_000);
  run.child.kill('SIGKILL');
  await run.ended;
}

async function runs(at: string): Promise<{ told: string; runs: ToldRun[] }> {
  const { code, stdout, stderr } = await lab.run(['runs', '--json', '--store', at]);
  expect(code).toBe(0);
  return { told: stderr, runs: JSON.parse(stdout) as ToldRun[] };
}

/** Everything that says what serves agrees: 200 live requests, the route, the channel; and nothing is held. */
async function expectServing(at: string, version: string): Promise<void> {
  const servable = stored<{ servable: { id: string } }>(at, `releases/${version}/manifest.json`)?.servable.id;
  const router = await connectRouter(join(at, 'router'));
  if (!router) throw new Error('the router does not run');
  expect(await router.route()).toEqual({ stable: servable, candidate: null, candidatePercent: 0 });
  const answers: Record<string, number> = {};
  for (let sent = 0; sent < 200; sent += 20) {
    const ask = () => invoke(router.frontUrl, { instances: [{ degrees: 30 }] });
    for (const { status, servable: by } of await Promise.all(Array.from({ length: 20 }, ask)))
      answers[`${status} by ${by}`] = (answers[`${status} by ${by}`] ?? 0) + 1;
  }
  expect(answers).toEqual({ [`200 by ${servable}`]: 200 });
  expect(stored<Channel>(at, 'channels/production.json')).toMatchObject({ current: version, promoting: null });
  expect(stored(at, 'leases/warmth.json')).toMatchObject({ holder: null });
  expect(stored<RolloutRecord>(at, 'rollouts/warmth.json')?.state).not.toBe('open');
}

const takenBack = /the rollout of 1\.0\.1 by run \S+-1 was interrupted: all traffic is back on 1\.0\.0/;
const brokenOff = /run \S+-1 was stopped, or its process killed, before its end: it is recorded as broken/;

test('killed in the second step of a canary: the next command says so, the champion has all traffic, and a second attempt is released', async () => {
  const at = store();
  await killOnce(at, 'bake of the second step', () => entered(at, 'Shift') === 2 && entered(at, 'Bake') === 2);
  const first = await runs(at);
  expect(first.told).toMatch(takenBack);
  expect(first.told).toMatch(brokenOff);
  expect(first.runs[0]).toMatchObject({ outcome: 'broken', serving: '1.0.0' });
  await expectServing(at, '1.0.0');
  expect((await runs(at)).told).toBe('');

  expect(await lab.run(['run', lab.workload(), '--data', lab.days(1), '--store', at])).toMatchObject({ code: 0 });
  const [second] = (await runs(at)).runs;
  expect(second).toMatchObject({ outcome: 'released', runId: first.runs[0]?.runId.replace(/-1$/, '-2') });
  await expectServing(at, second?.version ?? '');
});

test('two commands that mend the same crash at once do it once', async () => {
  const at = store();
  await killOnce(at, 'bake', () => entered(at, 'Bake') === 1);
  const both = await Promise.all([runs(at), runs(at)]);
  expect(both.map(({ told }) => told).join('')).toMatch(takenBack);
  await expectServing(at, '1.0.0');
});

test('killed at the moment when traffic moves, and the router too: it comes back and traffic moves back', async () => {
  const at = store();
  await killOnce(at, 'a route with a candidate', () => /"candidatePercent": ?10/.test(routeFile(at)));
  const router = await connectRouter(join(at, 'router'));
  if (router) process.kill(router.pid, 'SIGKILL');
  expect((await runs(at)).told).toMatch(takenBack);
  await expectServing(at, '1.0.0');
});

test('killed after the channel began to promote: traffic goes forward, and the run is recorded as released', async () => {
  const at = store();
  await killOnce(at, 'bake', () => entered(at, 'Bake') === 1);
  // The window between the two writes is a few milliseconds: the first is done here, as the killed process would have.
  const record = stored<RolloutRecord>(at, 'rollouts/warmth.json');
  if (!record) throw new Error('no rollout is recorded');
  const { runId, token, version, champion: from } = record;
  const ports = { store: new DirectoryStore(join(at, 'store')), clock: { now: () => new Date() } };
  await beginPromotion(ports, production, { version, from, runId, token });

  const { told, runs: all } = await runs(at);
  expect(told).toMatch(/1\.0\.1 had been decided on, so traffic went forward to it/);
  expect(all[0]).toMatchObject({ outcome: 'released', version: '1.0.1', serving: '1.0.1' });
  await expectServing(at, '1.0.1');
});

test('killed in the middle of a training: its command is ended, and the next run trains anew', async () => {
  const at = store();
  const slow = join(lab.root, 'slow');
  const begun = join(lab.root, 'begun');
  writeFileSync(slow, '');
  // A shell that waits to be let go has the command among its words as well: only the training itself says that it has begun.
  const train = `import os, time
if os.path.exists(${JSON.stringify(slow)}):
    open(${JSON.stringify(begun)}, "w").close()
    time.sleep(600)
${trainText}`;
  const workload = lab.workload({ 'train.py': train });
  const training = () => lab.processes().filter((one) => one.includes('train.py'));
  await killOnce(at, 'training', () => existsSync(begun), [workload]);
  expect(training()).not.toEqual([]);
  expect((await runs(at)).told).toMatch(brokenOff);
  expect(training()).toEqual([]);

  rmSync(slow);
  expect(await lab.run(['run', workload, '--data', lab.days(1), '--store', at])).toMatchObject({ code: 0 });
  await expectServing(at, stored<Channel>(at, 'channels/production.json')?.current ?? '');
});

test('killed before the run had its turn: it does not stand in the way of its own second attempt', async () => {
  const at = store();
  const before = readdirSync(join(at, 'executions'));
  await killOnce(at, 'the run is taken', () => {
    const mine = readdirSync(join(at, 'executions')).filter((name) => !before.includes(name));
    return mine.some((name) => readdirSync(join(at, 'executions', name)).some((file) => file.startsWith('runner-')));
  });
  expect((await runs(at)).told).toMatch(brokenOff);
  const again = await lab.run(['run', lab.workload(), '--data', lab.days(1), '--store', at]);
  expect(again.code).toBe(0);
  expect((await runs(at)).runs[0]).toMatchObject({ outcome: 'released', runId: expect.stringMatching(/-2$/) });
});

test('killed while the run was being settled: what was promoted stays released, and the lease is free', async () => {
  const at = store();
  await killOnce(at, 'the settling', () => entered(at, 'Settle') > 0);
  await runs(at);
  const { told, runs: all } = await runs(at);
  expect(told).toBe('');
  expect(all[0]).toMatchObject({ outcome: 'released', version: '1.0.1' });
  // A killed runner takes nothing along that serves.
  await expectServing(at, '1.0.1');
});

/** Starts a second release, and a third while the second holds still in its canary. */
async function thirdWaits(at: string, drop: string): Promise<Started> {
  const second = lab.start(['run', lab.workload(), '--data', lab.days(1), '--store', at]);
  await until('bake', () => entered(at, 'Bake') === 1, 60_000);
  second.child.kill('SIGSTOP');
  const third = await lab.run(['run', lab.workload(), '--data', drop, '--store', at]);
  expect(third).toMatchObject({ code: 0, stdout: expect.stringContaining('waits and starts by itself') });
  return second;
}

test('a run that finds another one under way waits, and is run by the one that was', async () => {
  const at = store();
  const second = await thirdWaits(at, lab.days(2));
  second.child.kill('SIGCONT');
  expect(await second.ended).toMatchObject({ code: 0 });
  const outcomes = (await runs(at)).runs.map(({ runId, outcome }) => `${outcome} ${runId.slice(-1)}`);
  expect(outcomes.slice(0, 3).sort()).toEqual(['released 1', 'released 2', 'requeued 1']);
  await expectServing(at, '1.0.2');
});

test('a run that waited for one that was killed is run by the next command that runs anything', async () => {
  const at = store();
  const drop = lab.days(2);
  const second = await thirdWaits(at, drop);
  second.child.kill('SIGKILL');
  await second.ended;
  const again = await lab.run(['run', lab.workload(), '--data', drop, '--store', at]);
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('released') });
  const outcomes = (await runs(at)).runs.map(({ outcome }) => outcome);
  expect(outcomes.sort()).toEqual(['broken', 'released', 'released', 'requeued']);
});

test('the router killed in the middle of a canary: it comes back with its route, and what serves is what the channel says', async () => {
  const at = store();
  const run = lab.start(['run', lab.workload(), '--data', lab.days(1), '--store', at]);
  await until('bake', () => entered(at, 'Bake') === 1, 60_000);
  const router = await connectRouter(join(at, 'router'));
  if (router) process.kill(router.pid, 'SIGKILL');
  const { code } = await run.ended;
  const [last] = (await runs(at)).runs;
  expect([0, 1, 2]).toContain(code);
  await expectServing(at, last?.serving ?? '');
});

test('after `down` the champion serves again with the next run', async () => {
  const at = store();
  const text = 'raise SystemExit("no model today")';
  const refused = await lab.run(['run', lab.workload({ 'train.py': text }), '--trigger', 'push', '--store', at]);
  expect(refused).toMatchObject({ code: 1, stdout: expect.stringContaining('no model today') });
  expect(await lab.run(['run', lab.workload(), '--data', lab.days(1), '--store', at])).toMatchObject({ code: 0 });
  await expectServing(at, '1.0.1');
});

test.each([
  ['Ctrl-C', ['SIGINT']],
  ['a terminal that is closed, which is told twice,', ['SIGHUP', 'SIGHUP']],
] as const)(
  '%s in the middle of a canary: the champion has all traffic before the command ends, with 130 and a sentence',
  async (_, signals) => {
    const at = store();
    const run = lab.start(['run', lab.workload(), '--data', lab.days(1), '--store', at]);
    await until('bake', () => entered(at, 'Bake') === 1, 60_000);
    const heard = once(run.child.stderr as Readable, 'data');
    for (const signal of signals) {
      run.child.kill(signal);
      await heard;
    }
    const { code, stdout, stderr } = await run.ended;
    expect(code).toBe(130);
    expect(stderr).toContain('stopping; traffic goes to one release first');
    expect(stdout).toMatch(/the run was stopped, .*; 1\.0\.0 serves on/);
    await expectServing(at, '1.0.0');
    expect((await runs(at)).told).toBe('');
  },
);

const trainText = readFileSync(join(import.meta.dirname, 'workload', 'train.py'), 'utf8');

function routeFile(at: string): string {
  return readFileSync(join(at, 'router', 'router-state.json'), 'utf8');
}
