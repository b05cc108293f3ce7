import { outcomeSchema } from '../../lib/core/run-schemas.ts';
import type { SettleInput } from '../../lib/core/step-io.ts';
import { layout } from '../../lib/core/store-layout.ts';
import { acquireLease } from '../../lib/steps/records/lease.ts';
import { enqueue } from '../../lib/steps/records/queue.ts';
import { settle } from '../../lib/steps/settle.ts';
import { admitRun, arnOf, cut, request, served, type World } from './world.ts';

const input = (end: Partial<SettleInput['end']>): SettleInput => ({
  runId: 'data-2',
  executionArn: arnOf('data-2'),
  end: { outcome: 'broken', gate: null, failure: null, ...end },
});

async function running(): Promise<World> {
  const ports = await served();
  await admitRun(ports);
  return ports;
}

const text = async ({ store }: World, key: string) => new TextDecoder().decode((await store.get(key))?.bytes);
const failure = (error: string, errorMessage: string) => ({ Error: error, Cause: JSON.stringify({ errorMessage }) });

test('a run ends with its outcome, a report, an announcement and a free lease', async () => {
  const ports = await running();
  const settled = await settle(
    input({ outcome: 'rejected', gate: 'train', failure: failure('x', 'it diverged') }),
    ports,
  );
  expect(settled).toMatchObject({
    outcome: 'rejected',
    gate: 'train',
    serving: '1.0.0',
    version: null,
    errorCode: null,
  });
  expect(outcomeSchema.parse(JSON.parse(await text(ports, layout.outcome('data-2'))))).toEqual(settled);
  expect(await text(ports, layout.report('data-2'))).toContain('it diverged');
  expect(ports.announced).toEqual(['rejected at the train gate: it diverged; 1.0.0 serves on']);
  expect(JSON.parse(await text(ports, layout.lease('iris')))).toMatchObject({ holder: null });
});

test('the first end stands: whoever settles again, and otherwise, changes nothing', async () => {
  const ports = await running();
  const first = await settle(input({ outcome: 'superseded' }), ports);
  ports.clock.advance(60);
  const again = await Promise.all([1, 2].map(() => settle(input({ outcome: 'broken' }), ports)));
  expect(again).toEqual([first, first]);
});

test('two at once agree on one end', async () => {
  const ports = await running();
  const [a, b] = await Promise.all([
    settle(input({ outcome: 'superseded' }), ports),
    settle(input({ outcome: 'broken' }), ports),
  ]);
  expect(a).toEqual(b);
});

test('bad input that broke a step is a rejection with its code, not our fault', async () => {
  const ports = await running();
  const settled = await settle(
    input({ failure: failure('InputError', 'file-missing: contract.yaml: no such file') }),
    ports,
  );
  expect(settled).toMatchObject({
    outcome: 'rejected',
    errorCode: 'file-missing',
    sentence: 'rejected: contract.yaml: no such file; 1.0.0 serves on',
  });
});

test('what became of a release is written beside its manifest, with what the judge saw, and once', async () => {
  const ports = await running();
  await cut(ports, { version: '1.0.1', runId: 'data-2', parent: '1.0.0' });
  const seen = {
    version: '1.0.1',
    champion: '1.0.0',
    strategy: 'canary',
    windows: [],
    verdict: 'fail',
    sentence: 'too many errors',
  };
  await ports.store.put(layout.evidence('data-2'), JSON.stringify(seen));
  await settle(input({ outcome: 'rolled_back', gate: 'rollout' }), ports);
  const written = await text(ports, layout.releaseOutcome('1.0.1'));
  expect(JSON.parse(written)).toMatchObject({ runId: 'data-2', outcome: 'rolled_back', rollout: seen });
  await ports.store.put(layout.evidence('data-2'), JSON.stringify({ ...seen, sentence: 'a late look' }));
  await settle(input({ outcome: 'rolled_back', gate: 'rollout' }), ports);
  expect(await text(ports, layout.releaseOutcome('1.0.1'))).toBe(written);
});

test('who waits is woken once the lease is free, even when the message could not be sent', async () => {
  const ports = await running();
  await enqueue(ports.store, 'iris', request({ runId: 'data-3', cause: 'three' }));
  jest.spyOn(ports.notifier, 'announce').mockRejectedValueOnce(new Error('no such topic'));
  await expect(settle(input({ outcome: 'rejected' }), ports)).rejects.toThrow('no such topic');
  expect(ports.executions.started).toEqual(['data-three-2']);
  await settle(input({ outcome: 'rejected' }), ports);
  expect(ports.executions.started).toHaveLength(1);
});

test('the lease of another run is left alone', async () => {
  const ports = await running();
  ports.executions.statuses.set(arnOf('data-2'), 'ABORTED');
  const other = { runId: 'data-3', executionArn: arnOf('data-3') };
  await acquireLease(ports, 'iris', other);
  await settle(input({ outcome: 'broken' }), ports);
  expect(JSON.parse(await text(ports, layout.lease('iris')))).toMatchObject({ holder: other.executionArn });
});

test('the run of a change leaves its comment beside the report; no other does', async () => {
  const ports = await running();
  await settle(input({ outcome: 'rejected' }), ports);
  expect(await ports.store.get(layout.comment('data-2'))).toBeUndefined();
  const from = { host: 'github' as const, repository: 'octo/iris', branch: 'main', title: 't', author: 'ada' };
  const change = { kind: 'push' as const, ...from, commit: 'a'.repeat(40), pullRequest: null, again: null };
  await ports.store.put(layout.request('data-2'), JSON.stringify(request({ change })));
  await settle(input({ outcome: 'rejected' }), ports);
  expect(await text(ports, layout.comment('data-2'))).toMatch(/^### ❌ Rejected: iris/);
});
