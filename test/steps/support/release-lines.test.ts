import type { ReleaseOutcome } from '../../../lib/core/run-schemas.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import { listReleases } from '../../../lib/steps/support/release-lines.ts';
import { cut, served, world } from '../world.ts';

test('releases are listed newest version first, by number and not by letter, with what became of each', async () => {
  const ports = await served();
  for (const version of ['1.0.9', '1.0.10']) await cut(ports, { version, runId: `run-of-${version}` });
  const outcome: ReleaseOutcome = {
    runId: 'run-of-1.0.9',
    version: '1.0.9',
    outcome: 'rolled_back',
    sentence: 'took 1.0.9 back',
    endedAt: '2026-11-23T09:00:00.000Z',
    rollout: null,
  };
  await ports.store.put(layout.releaseOutcome('1.0.9'), JSON.stringify(outcome));
  const lines = await listReleases(ports.store);
  expect(lines.map(({ version, serving, outcome }) => [version, serving, outcome])).toEqual([
    ['1.0.10', false, 'unfinished'],
    ['1.0.9', false, 'rolled_back'],
    ['1.0.0', true, 'unfinished'],
  ]);
});

test('an empty store has none', async () => {
  expect(await listReleases(world().store)).toEqual([]);
});
