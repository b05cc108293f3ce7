import { compareSnapshots, dataChangeText } from '../../../lib/core/release/data-change.ts';

const file = (key: string, etag: string, size = 1) => ({ bucket: 'data', key, version: `v-${etag}`, etag, size });

test('files are added, removed and changed by key; one that only moved is the same', () => {
  const before = [file('1/a.csv', 'a'), file('1/b.csv', 'b'), file('1/c.csv', 'c')];
  const after = [file('2/a.csv', 'a'), file('1/b.csv', 'other'), file('2/d.csv', 'd')];
  const change = compareSnapshots(before, after);
  expect(change).toEqual({ added: ['2/d.csv'], removed: ['1/c.csv'], changed: ['1/b.csv'], same: 1 });
  expect(dataChangeText(change)).toBe('files: 1 added, 1 removed, 1 changed');
});

test('the same data says so', () => {
  expect(dataChangeText(compareSnapshots([file('a', 'a')], [file('a', 'a')]))).toBe('the same files');
});
