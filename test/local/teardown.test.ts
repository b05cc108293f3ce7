import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { foldersIn } from '../../lib/local/folders.ts';
import { tearDownHere } from '../../lib/local/teardown.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'signalbox-teardown-'));
  for (const folder of ['store', 'data', 'mine']) {
    mkdirSync(join(root, folder));
    writeFileSync(join(root, folder, 'file'), 'x'.repeat(200_000));
  }
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('a folder is listed with what it holds, and stays', async () => {
  const told = await tearDownHere(foldersIn(root), { withData: false });
  expect(told.name).toBe(basename(root));
  expect(told.remains.map(({ what }) => what)).toEqual([
    'drops of data, 0.2 MB',
    'releases, models and their evidence, 0.2 MB',
  ]);
  expect(existsSync(join(root, 'store/file'))).toBe(true);
});

test('confirmed twice, what was made by us goes, and nothing else', async () => {
  const yes = basename(root);
  expect((await tearDownHere(foldersIn(root), { yes, withData: false })).removed).toEqual([]);
  const { removed } = await tearDownHere(foldersIn(root), { yes, withData: true });
  expect(removed).toHaveLength(2);
  expect(existsSync(join(root, 'store'))).toBe(false);
  expect(existsSync(join(root, 'mine/file'))).toBe(true);
  expect((await tearDownHere(foldersIn(root), { yes, withData: true })).remains).toEqual([]);
});
