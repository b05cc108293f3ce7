import { layout } from '../../lib/core/store-layout.ts';
import { planRelease } from '../../lib/steps/plan-release.ts';
import { acquireLease, releaseLease } from '../../lib/steps/records/lease.ts';
import { waitingRequests } from '../../lib/steps/records/queue.ts';
import { admitRun, arnOf, cut, promote, request, served } from './world.ts';

test('data that a person was asked about never takes code back that was released meanwhile: it waits to be trained with that', async () => {
  const ports = await served();
  const source = { digest: 'source', commit: null };
  const run = await admitRun(ports, { runId: 'data-2', source, borrowed: ['source'] });
  const trigger = { kind: 'push' as const, detail: 'a push' };
  await ports.store.put(layout.request('push-1'), JSON.stringify(request({ runId: 'push-1', trigger })));
  await cut(ports, { version: '1.1.0', runId: 'push-1', trigger, source: { digest: 'newer', commit: 'c2' } });
  await promote(ports, '1.1.0', '1.0.0');
  for (const _ of ['once', 'and once more']) {
    expect(await planRelease(run, ports)).toEqual({
      decision: 'supersede',
      token: run.token,
      waitSeconds: 0,
      sentence: 'its data is trained again, with the code of 1.1.0',
    });
    expect((await waitingRequests(ports.store, 'iris')).map(({ runId }) => runId)).toEqual(['data-2']);
  }
});

test('an approved run whose turn is taken looks again soon, and seldom once it has waited for ten minutes', async () => {
  const ports = await served();
  const run = await admitRun(ports, { runId: 'push-3', trigger: { kind: 'push', detail: 'a push' } });
  await releaseLease(ports, 'iris', run.executionArn);
  const holder = { executionArn: arnOf('data-9'), runId: 'data-9' };
  ports.executions.statuses.set(holder.executionArn, 'RUNNING');
  ports.executions.statuses.set(run.executionArn, 'RUNNING');
  await acquireLease(ports, 'iris', holder);
  const at = ports.clock.now().toISOString();
  const approval = {
    runId: 'push-3',
    pipeline: 'iris',
    question: { candidate: 'v', version: '1.1.0', champion: '1.0.0', rule: 'always', verdict: 'pass', sentence: 'all' },
    token: 'token',
    askedAt: at,
    expiresAt: at,
    answer: { approve: true, by: 'ada', reason: '', at },
    told: true,
  };
  await ports.store.put(layout.approval('push-3'), JSON.stringify(approval));
  const sentence = 'run data-9 is under way; this one is next';
  expect(await planRelease(run, ports)).toEqual({ decision: 'wait', token: 0, waitSeconds: 10, sentence });
  ports.clock.advance(600);
  expect(await planRelease(run, ports)).toMatchObject({ decision: 'wait', waitSeconds: 300 });
});
