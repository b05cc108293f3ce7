import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeWritable } from '../../../lib/local/store/writable.ts';
import { temporaryFolder } from '../../engine/tables.ts';

const folder = temporaryFolder();

test('a store is made with the folders around it, and again is no trouble', () => {
  const store = join(folder, 'a', 'b', 'store');
  makeWritable(store);
  makeWritable(store);
  expect(existsSync(store)).toBe(true);
});

test('a store that is a file, lies in one, or lies where nothing can be made is told at once', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  for (const store of [file, join(file, 'store'), '/dev/null/store'])
    expect(() => makeWritable(store)).toThrow(
      expect.objectContaining({
        code: 'store-unusable',
        message: expect.stringContaining(`the store ${store} cannot be`),
      }),
    );
});

test('what was made is taken back as far as nothing was put into it', () => {
  const [empty, used] = [join(folder, 'x/y/z'), join(folder, 'd/e')];
  makeWritable(empty)();
  expect(existsSync(join(folder, 'x'))).toBe(false);
  const unmake = makeWritable(used);
  writeFileSync(join(folder, 'd/kept'), '');
  unmake();
  expect([existsSync(used), existsSync(join(folder, 'd/kept'))]).toEqual([false, true]);
});
