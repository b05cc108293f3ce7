import { type CodeChange, changeIdentity } from '../../lib/core/code-change.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { admit } from '../../lib/steps/admit.ts';
import { newestPush } from '../../lib/steps/records/change-note.ts';
import { type ChangeRules, changeLimits, takeChange } from '../../lib/steps/take-change.ts';
import { FakeCodeHost } from '../fakes/code-host.ts';
import { MemoryStore } from '../support/memory-store.ts';
import { type IntakeWorld, intakeWorld } from './intake-world.ts';
import { cut, irisFile, promote, request, type World } from './world.ts';

const rules: ChangeRules = { branch: 'main', forks: 'refuse', productionData: false };
const paths = [
  'signalbox.yaml',
  'contract.yaml',
  'golden/golden.csv',
  'requirements.txt',
  'requirements-dev.txt',
  'data/iris.csv',
];
const iris = Object.fromEntries(paths.map((path) => [path, irisFile(path)]));

interface Place extends IntakeWorld {
  code: FakeCodeHost;
}

/** A connected repository; `released`: 1.0.0 serves, from the commit `base`. */
async function place(released: boolean, store = new MemoryStore()): Promise<Place> {
  const code = new FakeCodeHost();
  const ports: Place = { ...(await intakeWorld({}, 'numbered', store)), code, deployed: async () => null };
  const base = code.commit('base', iris);
  if (released) await release(ports, base);
  return ports;
}

async function release(
  ports: Place,
  commit: string | null,
  version = '1.0.0',
  from: string | null = null,
): Promise<void> {
  const data = {
    snapshot: from ? `snapshot-of-${version}` : 'champion-snapshot',
    files: [],
    rows: 1,
    trainRows: 1,
    holdoutRows: 0,
  };
  const body = await cut(ports as unknown as World, { version, runId: 'data-1' });
  await cut(ports as unknown as World, {
    ...body,
    source: { ...body.source, commit },
    data: { ...body.data, ...data },
  });
  await ports.store.put(layout.request('data-1'), JSON.stringify(request({ runId: 'data-1' })));
  await promote(ports as unknown as World, version, from);
}

function push(commit: string, given: Partial<CodeChange> = {}): CodeChange {
  const from = { host: 'github' as const, repository: 'octo/iris', branch: 'main', title: 't', author: 'a' };
  return { kind: 'push', ...from, commit, pullRequest: null, again: null, ...given };
}

function pull(commit: string, given: Partial<CodeChange> = {}): CodeChange {
  return push(commit, { kind: 'pull_request', pullRequest: { number: '7', title: 't', fork: false }, ...given });
}

const json = async ({ store }: Pick<Place, 'store'>, key: string) =>
  JSON.parse(new TextDecoder().decode((await store.get(key))?.bytes));

test('a push is run once on the data of the champion, with its code and what is new since', async () => {
  const ports = await place(true);
  const commit = ports.code.commit('next', { ...iris, 'train.py': 'x' }, ports.code.commit('base', iris));
  const notes = await Promise.all([1, 2, 3].map(() => takeChange(push(commit), rules, ports)));
  const [note] = notes;
  expect(notes).toEqual([note, note, note]);
  expect(ports.executions.started).toEqual([note?.runId]);
  expect(await json(ports, layout.request(note?.runId ?? ''))).toMatchObject({
    machine: 'delivery',
    trigger: { kind: 'push', detail: 'github:octo/iris@main' },
    snapshot: 'champion-snapshot',
    source: { digest: note?.source?.digest, commit },
    change: push(commit),
  });
  expect(await json(ports, layout.commits(note?.runId ?? ''))).toMatchObject({
    commits: [{ sha: commit }],
    complete: true,
  });
  expect(await newestPush(ports.store, 'iris')).toEqual(note);
});

test('the pushed commit is known where the champion has none: what it breaks is not passed over', async () => {
  const ports = await place(false);
  await release(ports, null);
  const commit = ports.code.commit('next', iris);
  const note = await takeChange(push(commit, { title: 'feat!: petals in inches' }), rules, ports);
  expect(await json(ports, layout.commits(note?.runId ?? ''))).toEqual({
    base: null,
    head: commit,
    commits: [{ sha: commit, message: 'feat!: petals in inches', author: 'a' }],
    complete: false,
  });
});

test('a pull request is run on the samples that it brings, which lie in the store', async () => {
  const ports = await place(false);
  const note = await takeChange(pull(ports.code.commit('next', iris)), rules, ports);
  expect(note?.status).toBe('started');
  const { files } = await json(ports, layout.snapshot(note?.snapshot ?? ''));
  expect(files).toMatchObject([
    { bucket: 'the-store', key: expect.stringMatching(/^samples\/[0-9a-f]{64}\/iris\.csv$/) },
  ]);
  expect((await ports.store.get(files[0].key))?.bytes).toEqual(
    new Uint8Array(Buffer.from(iris['data/iris.csv'] ?? '')),
  );
  const runId = note?.runId ?? '';
  expect(await json(ports, layout.request(runId))).toMatchObject({
    machine: 'pull_request',
    trigger: { kind: 'pull_request', detail: 'github:octo/iris#7' },
  });
  const admitted = await admit({ runId, executionArn: 'arn:x' }, ports);
  expect(admitted.decision).toBe('go');
  expect(await json(ports, layout.shards(runId))).toMatchObject([{ bucket: 'the-store' }]);
});

test.each([
  ['has no policy', { 'signalbox.yaml': undefined }],
  ['has a policy that cannot be read', { 'signalbox.yaml': 'name: [' }],
  ['names samples that it does not have', { 'data/iris.csv': undefined }],
  [
    'wants production data that it may not read',
    { 'signalbox.yaml': `${iris['signalbox.yaml']}\npullRequest: { data: champion }\n` },
  ],
])('a pull request that %s gets a run, which Admit ends with a sentence', async (_, replaced) => {
  const ports = await place(true);
  const files = Object.entries({ ...iris, ...replaced }).flatMap(([path, text]) => (text ? [[path, text]] : []));
  const note = await takeChange(pull(ports.code.commit('bad', Object.fromEntries(files))), rules, ports);
  expect(note?.status).toBe('started');
  await expect(admit({ runId: note?.runId ?? '', executionArn: 'arn:x' }, ports)).rejects.toMatchObject({
    fault: 'input',
  });
});

test('where a pipeline allows it, a pull request that asks for them is run on the data of the champion', async () => {
  const ports = await place(true);
  const files = { ...iris, 'signalbox.yaml': `${iris['signalbox.yaml']}\npullRequest: { data: champion }\n` };
  const note = await takeChange(pull(ports.code.commit('c', files)), { ...rules, productionData: true }, ports);
  expect(note?.snapshot).toBe('champion-snapshot');
});

test('a push before the first data waits, and is what the first data is trained with', async () => {
  const ports = await place(false);
  const note = await takeChange(push(ports.code.commit('first', iris)), rules, ports);
  expect(note).toMatchObject({ status: 'waiting-for-data', runId: null });
  expect(ports.executions.started).toEqual([]);
  expect(await newestPush(ports.store, 'iris')).toEqual(note);
});

test('another branch leaves no trace', async () => {
  const ports = await place(true);
  expect(await takeChange(push(ports.code.commit('x', iris), { branch: 'other' }), rules, ports)).toBeUndefined();
  expect(ports.code.fetched).toEqual([]);
});

test('a fork is refused before its code is fetched, unless the pipeline runs forks', async () => {
  const ports = await place(true);
  const change = pull(ports.code.commit('x', iris), { pullRequest: { number: '7', title: 't', fork: true } });
  expect(await takeChange(change, rules, ports)).toMatchObject({ status: 'refused', runId: null });
  expect([ports.code.fetched, ports.executions.started]).toEqual([[], []]);
  const other = await place(true);
  other.code.commit('x', iris);
  expect(await takeChange(change, { ...rules, forks: 'run' }, other)).toMatchObject({ status: 'started' });
});

test('who asked for what is not run hears of it, by the identity of the change', async () => {
  const ports = await place(true);
  const change = pull(ports.code.commit('x', iris), { pullRequest: { number: '7', title: 't', fork: true } });
  const announce = jest.spyOn(ports.notifier, 'announce');
  await takeChange(change, rules, ports);
  await takeChange(change, rules, ports);
  expect(announce.mock.calls).toEqual([
    [expect.objectContaining({ kind: 'not-run', runId: null, facts: { change: changeIdentity(change) } })],
  ]);
});

test('a commit that the host does not have is noted, and taken when it is told again', async () => {
  const ports = await place(true);
  const change = push(new FakeCodeHost().commit('later', iris));
  expect(await takeChange(change, rules, ports)).toMatchObject({ status: 'gone' });
  ports.code.commit('later', iris);
  expect(await takeChange(change, rules, ports)).toMatchObject({ status: 'started' });
});

test('too many files are the fault of the commit: it is refused, and nobody tries for ever', async () => {
  const ports = await place(true);
  const many = Object.fromEntries(Array.from({ length: changeLimits.files + 1 }, (_, i) => [`f${i}`, '']));
  expect(await takeChange(push(ports.code.commit('many', many)), rules, ports)).toMatchObject({
    status: 'refused',
    sentence: expect.stringContaining('workload-too-large'),
  });
});

test('an older commit that is told of later is not run, but one that was pushed with force is', async () => {
  const ports = await place(true);
  const older = ports.code.commit('older', { ...iris, a: '1' }, ports.code.commit('base', iris));
  const newer = ports.code.commit('newer', { ...iris, a: '2' }, older);
  const forced = ports.code.commit('forced', { ...iris, a: '3' }, ports.code.commit('base', iris));
  const status = async (change: CodeChange) => (await takeChange(change, rules, ports))?.status;
  expect([await status(push(newer)), await status(push(older)), await status(push(forced))]).toEqual([
    'started',
    'overtaken',
    'started',
  ]);
  expect(await status(push(older, { again: 'run-1' }))).toBe('started');
});

test('a branch or pull request that was set back to a commit nobody ran is run there', async () => {
  for (const change of [push, pull]) {
    const ports = await place(true);
    const kept = ports.code.commit('kept', { ...iris, a: '1' }, ports.code.commit('base', iris));
    const dropped = ports.code.commit('dropped', { ...iris, a: '2' }, kept);
    const other = ports.code.commit('other', { ...iris, a: '3' }, kept);
    await takeChange(change(dropped), rules, ports);
    ports.code.standing = [push(other), pull(kept, { pullRequest: { number: '8', title: 't', fork: false } })];
    const elsewhere = { ...ports, store: await copyOf(ports.store) };
    expect((await takeChange(change(kept), rules, elsewhere))?.status).toBe('overtaken');
    ports.code.standing = [change(kept)];
    expect((await takeChange(change(kept), rules, ports))?.status).toBe('started');
    expect((await takeChange(change(other), rules, ports))?.status).toBe('started');
  }
});

async function copyOf(store: Place['store']): Promise<MemoryStore> {
  const copy = new MemoryStore();
  for await (const { key } of store.list('')) await copy.put(key, (await store.get(key))?.bytes ?? '');
  return copy;
}

test('an older commit whose run could not be started at once stays older than the one after it', async () => {
  const ports = await place(true);
  const base = ports.code.commit('base', iris);
  const older = ports.code.commit('older', { ...iris, a: '1' }, base);
  const next = ports.code.commit('next', { ...iris, a: '2' }, older);
  const silent = jest.spyOn(ports.code, 'commits').mockRejectedValueOnce(new Error('no answer'));
  await expect(takeChange(push(older), rules, ports)).rejects.toThrow('no answer');
  silent.mockRestore();
  ports.clock.advance(60);
  const second = await takeChange(push(next), rules, ports);
  ports.clock.advance(1_800);
  const first = await takeChange(push(older), rules, ports);
  const asked = async (runId: string | null | undefined) =>
    (await json(ports, layout.request(runId ?? ''))).requestedAt as string;
  expect(first?.status).toBe('started');
  expect((await asked(first?.runId)) < (await asked(second?.runId))).toBe(true);
});

test('what is asked for again is another run of the same commit', async () => {
  const ports = await place(true);
  const commit = ports.code.commit('x', iris);
  for (const again of [null, 'run-4', 'run-4', 'run-5']) await takeChange(push(commit, { again }), rules, ports);
  expect(new Set(ports.executions.started).size).toBe(3);
});

/** A store that fails at one of its calls, before or after it was done. */
class FailingStore extends MemoryStore {
  calls = 0;
  failAt = Number.POSITIVE_INFINITY;
  after = false;
  override async get(key: string) {
    return this.#guard(() => super.get(key));
  }
  override async put(...given: Parameters<MemoryStore['put']>) {
    return this.#guard(() => super.put(...given));
  }
  async #guard<T>(call: () => Promise<T>): Promise<T> {
    this.calls += 1;
    const fails = this.calls === this.failAt;
    if (fails && !this.after) throw new Error('killed');
    const answer = await call();
    if (fails) throw new Error('killed');
    return answer;
  }
}

test.each([false, true])('killed at any call (after it: %s), it is taken up again and is one run', async (after) => {
  const survives = async (failAt: number) => {
    const store = new FailingStore();
    const ports = await place(true, store);
    const commit = ports.code.commit('next', iris, ports.code.commit('base', iris));
    Object.assign(store, { calls: 0, failAt, after });
    const first = await takeChange(push(commit), rules, ports).catch(() => undefined);
    const killed = store.calls >= failAt;
    store.failAt = Number.POSITIVE_INFINITY;
    // Another snapshot is the champion's by now: what was settled before is not settled anew.
    if (killed) await release(ports, commit, '2.0.0', '1.0.0');
    const note = first ?? (await takeChange(push(commit), rules, ports));
    expect(note?.status).toBe('started');
    expect(ports.executions.started).toEqual([note?.runId]);
    expect(await json(ports, layout.commits(note?.runId ?? ''))).toMatchObject({ head: commit });
    return killed;
  };
  let failAt = 1;
  while (await survives(failAt)) failAt += 1;
  expect(failAt).toBeGreaterThan(10);
});
