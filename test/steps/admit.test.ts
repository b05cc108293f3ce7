import { zipSync } from 'fflate';
import { admissionSchema } from '../../lib/core/admission.ts';
import type { RunRequest } from '../../lib/core/run.ts';
import { sha256 } from '../../lib/core/sha256.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { admit } from '../../lib/steps/admit.ts';
import { readColumns } from '../../lib/steps/support/run-columns.ts';
import { cut, irisFile, promote, request, type World, world } from './world.ts';

const files = ['signalbox.yaml', 'contract.yaml', 'golden/golden.csv', 'requirements.txt', 'requirements-dev.txt'];

/** A request for the iris workload, with files replaced or (null) left out, over a snapshot of two files. */
async function requested(ports: World, given: Partial<RunRequest> = {}, replaced: Record<string, string | null> = {}) {
  const texts = [...new Set([...files, ...Object.keys(replaced)])].flatMap((file) => {
    const text = file in replaced ? replaced[file] : irisFile(file);
    return text === null || text === undefined ? [] : [[file, new TextEncoder().encode(text)] as const];
  });
  const zip = zipSync(Object.fromEntries(texts));
  const digest = sha256(zip);
  await ports.store.put(layout.source(digest), zip);
  const file = (key: string) => ({ bucket: 'the-data', key, version: `v-${key}`, etag: 'e', size: 10 });
  await ports.store.put(
    layout.snapshot('snapshot'),
    JSON.stringify({ hash: 'snapshot', files: [file('a'), file('b')] }),
  );
  const made = request({ source: { digest, commit: null }, ...given });
  await ports.store.put(layout.request(made.runId), JSON.stringify(made));
  return { runId: made.runId, executionArn: `arn:${made.runId}`, digest };
}

const json = async ({ store }: World, key: string) =>
  JSON.parse(new TextDecoder().decode((await store.get(key))?.bytes));

test('a run goes on with the lease, its policy as it is at the source, and one shard a file', async () => {
  const ports = world();
  const run = await requested(ports);
  const output = await admit(run, ports);
  expect(output).toMatchObject({
    decision: 'go',
    phases: { checks: true, image: true },
    token: 1,
    sourceKey: layout.source(run.digest),
    limits: { trainSeconds: 300 },
    hyperparameters: { C: '10', max_iter: '200' },
  });
  const admission = admissionSchema.parse(await json(ports, layout.admission(run.runId)));
  expect(admission).toMatchObject({ token: 1, contract: { file: 'contract.yaml' } });
  expect(Object.keys(admission.locks).sort()).toEqual(['requirements-dev.txt', 'requirements.txt']);
  expect(await json(ports, layout.shards(run.runId))).toEqual([
    { index: 0, bucket: 'the-data', key: 'a', version: 'v-a', size: 10 },
    { index: 1, bucket: 'the-data', key: 'b', version: 'v-b', size: 10 },
  ]);
});

test('what the contract says of columns is noted, and is what a reader of the contract finds later', async () => {
  const ports = world();
  const run = await requested(ports);
  await admit(run, ports);
  const admission = admissionSchema.parse(await json(ports, layout.admission(run.runId)));
  const { columns, ...contract } = admission.contract;
  expect(columns?.answers).toEqual(['setosa', 'versicolor', 'virginica']);
  expect(columns?.properties.map(({ name }) => name)).toContain('species');
  expect(await readColumns(admission)).toEqual(await readColumns({ ...admission, contract }));
});

test('a training that would cost too much is refused before anything is built, and one with less time than it asks for is told', async () => {
  const budget = { maxDollarsPerRun: 0.1 };
  const training = {
    kind: 'build',
    size: 'BUILD_GENERAL1_MEDIUM',
    count: 1,
    spot: false,
    limitSeconds: 28_800,
    budget,
  } as const;
  const policy = (seconds: number) => ({
    'signalbox.yaml': irisFile('signalbox.yaml').replace('timeLimitSeconds: 300', `timeLimitSeconds: ${seconds}`),
  });
  const rich = Object.assign(world(), { training });
  const run = await requested(rich, {}, policy(3_600));
  const refused = await admit(run, rich);
  expect(refused).toMatchObject({ decision: 'refuse', sentence: expect.stringMatching(/\$0\.60; \$0\.10 a run/) });
  expect(await rich.store.get(layout.admission(run.runId))).toBeUndefined();
  const ports = Object.assign(world(), { training });
  const limited = await admit(await requested(ports, {}, policy(400)), ports);
  expect(limited).toMatchObject({ decision: 'go', limits: { trainSeconds: 300, trainMinutes: 10 } });
  expect(limited.buildspecs.train).toContain('--kill-after=30 300 ');
});

test('a policy that the deployed target cannot do is refused, by name, before anything is built', async () => {
  const ports = Object.assign(world(), { serves: { target: 'sagemaker-endpoint', serverless: true } as const });
  const run = await requested(ports);
  await expect(admit(run, ports)).rejects.toMatchObject({
    code: 'rollout-refused',
    message: expect.stringMatching(
      /^signalbox\.yaml: rollout: got target lambda-alias in an app that .+ \(target-differs\)$/,
    ),
  });
  ports.serves = { target: 'lambda-alias', door: false } as never;
  expect(await admit(run, ports)).toMatchObject({ decision: 'go' });
});

test('an image is judged by its scan where the policy names a severity, and coverage is held against the champion', async () => {
  const ports = world();
  await cut(ports, { version: '1.0.0', runId: 'data-1', source: { digest: 'another', commit: null } });
  await ports.store.put(layout.request('data-1'), JSON.stringify(request({ runId: 'data-1' })));
  await ports.store.put(layout.coverage('data-1'), '<coverage lines-covered="97" lines-valid="100">');
  await promote(ports, '1.0.0', null);
  const policy = `${irisFile('signalbox.yaml')}\nimage: { failOn: high }\n`;
  const output = await admit(await requested(ports, {}, { 'signalbox.yaml': policy }), ports);
  expect(output.phases).toEqual({ checks: true, image: true, scan: true });
  expect(output.buildspecs.checks).toContain("no more than 2 points below the champion'\\''s 97.00 %");
});

test('a run of code that was checked before has the coverage of that code', async () => {
  const ports = world();
  const run = await requested(ports);
  await cut(ports, { version: '1.0.0', runId: 'data-1', source: { digest: run.digest, commit: null } });
  await ports.store.put(layout.request('data-1'), JSON.stringify(request({ runId: 'data-1' })));
  await ports.store.put(layout.coverage('data-1'), '<coverage line-rate="1">');
  await promote(ports, '1.0.0', null);
  expect((await admit(run, ports)).phases).toEqual({ checks: false, image: false, scan: false });
  expect(await ports.store.get(layout.coverage(run.runId))).toBeDefined();
});

test('asked again it answers the same', async () => {
  const ports = world();
  const run = await requested(ports);
  expect(await admit(run, ports)).toEqual(await admit(run, ports));
});

test('code that serves already is neither checked nor built again', async () => {
  const ports = world();
  const run = await requested(ports);
  await cut(ports, { version: '1.0.0', runId: 'data-1', source: { digest: run.digest, commit: null } });
  await ports.store.put(layout.request('data-1'), JSON.stringify(request({ runId: 'data-1' })));
  await promote(ports, '1.0.0', null);
  expect(await admit(run, ports)).toMatchObject({
    decision: 'go',
    sentence: 'the code is that of 1.0.0, whose checks passed',
    phases: { checks: false, image: false },
  });
});

test('who finds the lease held is requeued and takes nothing', async () => {
  const ports = world();
  const first = await requested(ports, { runId: 'data-1' });
  await admit(first, ports);
  ports.executions.statuses.set(first.executionArn, 'RUNNING');
  const second = await requested(ports, { runId: 'data-2' });
  expect(await admit(second, ports)).toMatchObject({
    decision: 'requeue',
    sentence: 'data-1 holds the lease; this run waits for it',
  });
  expect(await ports.store.get(layout.admission('data-2'))).toBeUndefined();
});

test.each([
  ['signalbox.yaml', { 'signalbox.yaml': null }, 'file-missing'],
  ['the contract', { 'contract.yaml': null }, 'file-missing'],
  ['the golden rows', { 'golden/golden.csv': null }, 'file-missing'],
  ['a lock file', { 'requirements.txt': null }, 'file-missing'],
  ['a valid policy', { 'signalbox.yaml': 'name: iris\n' }, 'policy-invalid'],
])('without %s the run stops before anything is spent', async (_, replaced, code) => {
  const ports = world();
  const run = await requested(ports, {}, replaced);
  await expect(admit(run, ports)).rejects.toMatchObject({ code, fault: 'input' });
  expect(await ports.store.get(layout.admission(run.runId))).toBeUndefined();
});

describe('what was released while a run waited for its turn', () => {
  /** 1.1.0 serves, of other code and other data. */
  async function overtaken(borrowed: RunRequest['borrowed']) {
    const ports = world();
    const newer = await requested(ports, { runId: 'push-1' }, { 'requirements-dev.txt': 'pytest==9.0.0' });
    const run = await requested(ports, { ...(borrowed ? { borrowed } : {}) });
    const source = { digest: newer.digest, commit: 'c2' };
    const { data } = await cut(ports, {});
    const trigger = { kind: 'push' as const, detail: 'a push' };
    await cut(ports, { version: '1.1.0', runId: 'push-1', trigger, source, data: { ...data, snapshot: 'newer' } });
    await ports.store.put(
      layout.snapshot('newer'),
      JSON.stringify({ hash: 'newer', files: [{ bucket: 'b', key: 'newer', version: 'v', etag: 'e', size: 1 }] }),
    );
    await promote(ports, '1.1.0', null);
    return { ports, run, source };
  }

  test('new data is trained with that code, not with the code of when it came', async () => {
    const { ports, run, source } = await overtaken(['source']);
    expect(await admit(run, ports)).toMatchObject({
      decision: 'go',
      sourceKey: layout.source(source.digest),
      phases: { checks: false, image: false },
    });
    expect(await json(ports, layout.request(run.runId))).toMatchObject({ source, snapshot: 'snapshot' });
    expect(await admit(run, ports)).toMatchObject({ sourceKey: layout.source(source.digest) });
  });

  test('new code is trained on that data', async () => {
    const { ports, run } = await overtaken(['snapshot']);
    expect(await admit(run, ports)).toMatchObject({ sourceKey: layout.source(run.digest) });
    expect(await json(ports, layout.shards(run.runId))).toMatchObject([{ key: 'newer' }]);
  });

  test('what a run brings itself stays', async () => {
    const { ports, run } = await overtaken(undefined);
    const before = await json(ports, layout.request(run.runId));
    expect(await admit(run, ports)).toMatchObject({ sourceKey: layout.source(run.digest) });
    expect(await json(ports, layout.request(run.runId))).toEqual(before);
  });
});

const referring = (name: string) => `Rules = [ ReferentialIntegrity "species" "${name}.name" ]`;
const referred = (references: string) =>
  irisFile('signalbox.yaml')
    .replace('contract.yaml', 'rules.dqdl')
    .replace('  format: csv\n', `  references: ${references}\n`);

test.each<[what: string, references: string, contract: string, file: string | null, says: RegExp]>([
  [
    'that nobody gives',
    '{}',
    referring('known'),
    '',
    /rules\.dqdl:1: `ReferentialIntegrity` compares with the data set "known"/,
  ],
  [
    'that no check needs',
    '{ known: l.csv, more: l.csv }',
    referring('known'),
    '',
    /no check compares with the data set "more"/,
  ],
  [
    'that is not in the workload',
    '{ known: l.csv }',
    referring('known'),
    null,
    /l\.csv: no such file.*data\.references\.known/,
  ],
  ['that has the name of the data', '{ primary: l.csv }', referring('primary'), '', /data\.references/],
  ['outside', '{ known: ../l.csv }', referring('known'), '', /inside the workload/],
])('a second data set %s stops a run before anything is spent', async (_what, references, contract, file, says) => {
  const ports = world();
  const replaced = { 'signalbox.yaml': referred(references), 'rules.dqdl': contract, 'l.csv': file };
  await expect(requested(ports, {}, replaced).then((run) => admit(run, ports))).rejects.toThrow(says);
});
