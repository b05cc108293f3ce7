import { layout } from '../../lib/core/store-layout.ts';
import { planRelease } from '../../lib/steps/plan-release.ts';
import { waitingRequests } from '../../lib/steps/records/queue.ts';
import { admitRun, cut, promote, request, served } from './world.ts';

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
      sentence: 'its data is trained again, with the code of 1.1.0',
    });
    expect((await waitingRequests(ports.store, 'iris')).map(({ runId }) => runId)).toEqual(['data-2']);
  }
});
