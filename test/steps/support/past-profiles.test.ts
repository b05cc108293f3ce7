import { layout } from '../../../lib/core/store-layout.ts';
import { pastProfiles } from '../../../lib/steps/support/past-profiles.ts';
import { cut, world } from '../world.ts';

const profile = (rows: number) => ({
  version: 2,
  rows,
  trainRows: rows,
  holdoutRows: 0,
  columns: [],
  checks: [],
  extraColumns: [],
});

test('the newest data sets of releases, oldest first, each once, and not the one that is judged', async () => {
  const ports = world();
  for (const [version, snapshot] of [
    ['1.0.0', 'a'],
    ['1.0.1', 'b'],
    ['1.1.0', 'b'],
    ['1.1.1', 'gone'],
    ['1.1.2', 'c'],
    ['1.1.3', 'now'],
  ] as const) {
    const { data } = await cut(ports, { version });
    await cut(ports, { version, data: { ...data, snapshot } });
  }
  for (const [at, snapshot] of ['a', 'b', 'c', 'now'].entries())
    await ports.store.put(layout.profile(snapshot), JSON.stringify(profile(at + 1)));
  const rows = async (last: number) => (await pastProfiles(ports.store, last, 'now')).map((past) => past.rows);
  expect(await rows(10)).toEqual([1, 2, 3]);
  expect(await rows(2)).toEqual([2, 3]);
});
