import { layout } from '../../../lib/core/store-layout.ts';
import { readCommits } from '../../../lib/steps/support/release-news.ts';
import { MemoryStore } from '../../support/memory-store.ts';

const range = (head: string) => ({ base: 'b', head, commits: [], complete: true });

test('a run that waited for its turn has the commits of its first attempt, unless it was asked for anew', async () => {
  const store = new MemoryStore();
  expect(await readCommits(store, 'push-0123456789ab-3')).toBeNull();
  await store.put(layout.commits('push-0123456789ab-1'), JSON.stringify(range('first')));
  expect(await readCommits(store, 'push-0123456789ab-3')).toEqual(range('first'));
  await store.put(layout.commits('push-0123456789ab-3'), JSON.stringify(range('anew')));
  expect(await readCommits(store, 'push-0123456789ab-3')).toEqual(range('anew'));
});
