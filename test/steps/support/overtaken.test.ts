import { layout } from '../../../lib/core/store-layout.ts';
import { enqueue } from '../../../lib/steps/records/queue.ts';
import { newerWaiting, overtakenBy } from '../../../lib/steps/support/overtaken.ts';
import { cut, promote, request, served, world } from '../world.ts';

const at = (hour: number) => `2026-01-01T0${hour}:00:00.000Z`;

describe('a delivery', () => {
  test('is overtaken by a release from a later request of the same kind', async () => {
    const ports = await served();
    await ports.store.put(layout.request('data-1'), JSON.stringify(request({ runId: 'data-1', requestedAt: at(5) })));
    expect(await overtakenBy(request({ requestedAt: at(4) }), ports)).toMatch(
      /release 1\.0\.0 came from a later data request/,
    );
    expect(await overtakenBy(request({ requestedAt: at(5) }), ports)).toBeUndefined();
    expect(await overtakenBy(request({ requestedAt: at(6) }), ports)).toBeUndefined();
  });

  test('of another kind is not: new code and new data do not replace one another', async () => {
    const ports = await served();
    await ports.store.put(layout.request('data-1'), JSON.stringify(request({ runId: 'data-1', requestedAt: at(5) })));
    const push = request({ requestedAt: at(4), trigger: { kind: 'push', detail: 'a change' } });
    expect(await overtakenBy(push, ports)).toBeUndefined();
  });

  test('is overtaken by a release whose code or data serves on in a release of another kind', async () => {
    const ports = await served();
    const push = (hour: number, runId = 'push-9') =>
      request({ runId, requestedAt: at(hour), trigger: { kind: 'push', detail: 'a push' } });
    await ports.store.put(layout.request('push-2'), JSON.stringify(push(5, 'push-2')));
    const { trigger } = push(5);
    await cut(ports, { version: '1.1.0', parent: '1.0.0', runId: 'push-2', trigger, createdAt: at(6) });
    await promote(ports, '1.1.0', '1.0.0');
    await cut(ports, { version: '1.1.1', parent: '1.1.0', runId: 'data-3', createdAt: at(7) });
    await promote(ports, '1.1.1', '1.1.0');
    expect(await overtakenBy(push(4), ports)).toMatch(/release 1\.1\.0 came from a later push request/);
    expect(await overtakenBy(push(6), ports)).toBeUndefined();
    expect(await overtakenBy(push(8), ports)).toBeUndefined();
  });

  test('is not overtaken by what only waits, once it has begun', async () => {
    const ports = await served();
    const push = (hour: number) => request({ runId: `push-${hour}`, requestedAt: at(hour), group: 'pushes' });
    await enqueue(ports.store, 'iris', push(2));
    expect(await newerWaiting(push(1), ports)).toMatch(/run push-2, which waits for its turn/);
    expect(await newerWaiting(push(2), ports)).toBeUndefined();
    expect(await overtakenBy(push(1), ports)).toBeUndefined();
  });

  test('is not overtaken where nothing serves', async () => {
    expect(await overtakenBy(request(), world())).toBeUndefined();
  });
});

describe('a pull request', () => {
  const commit = (hour: number, detail = '#7') =>
    request({
      runId: `pr-${hour}${detail}`,
      machine: 'pull_request',
      trigger: { kind: 'pull_request', detail },
      requestedAt: at(hour),
    });

  test('is overtaken by a newer commit, in whatever order they start', async () => {
    for (const order of [
      [1, 2],
      [2, 1],
    ]) {
      const ports = world();
      for (const hour of order) await overtakenBy(commit(hour), ports);
      expect(await overtakenBy(commit(1), ports)).toBe('run pr-2#7 is of a newer commit of #7');
      expect(await overtakenBy(commit(2), ports)).toBeUndefined();
    }
  });

  test('is not overtaken by another pull request', async () => {
    const ports = world();
    await overtakenBy(commit(2, 'feature/a b'), ports);
    expect(await overtakenBy(commit(1), ports)).toBeUndefined();
  });
});
