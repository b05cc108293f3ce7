import { layout } from '../../../lib/core/store-layout.ts';
import { overtakenBy } from '../../../lib/steps/support/overtaken.ts';
import { request, served, world } from '../world.ts';

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
