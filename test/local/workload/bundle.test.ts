import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { bundleWorkload } from '../../../lib/local/workload/bundle.ts';
import { unbundle } from '../../../lib/local/workload/unbundle.ts';
import { writeFiles } from '../../support/fake-workload.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-bundle-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const at = (...path: string[]) => join(folder, ...path);

test('equal contents give equal bytes, whatever times, modes and order of writing', async () => {
  const files = { 'b.txt': 'b', 'a/x.py': 'x = 1', 'a.txt': 'a' };
  writeFiles(at('one'), files);
  writeFiles(at('two'), Object.fromEntries(Object.entries(files).reverse()));
  utimesSync(at('two', 'a.txt'), 1, 1);
  chmodSync(at('two', 'a.txt'), 0o700);
  const [one, two] = await Promise.all([bundleWorkload(at('one')), bundleWorkload(at('two'))]);
  expect(two).toEqual(one);
  expect(one.files).toEqual(['a.txt', 'a/x.py', 'b.txt']);
  writeFiles(at('two'), { 'a.txt': 'other' });
  expect((await bundleWorkload(at('two'))).digest).not.toBe(one.digest);
});

test('what is unpacked is what was packed, and scripts can be run', async () => {
  writeFiles(at('in'), { 'run.sh': '#!/bin/sh\necho ok\n', 'a/b/ü.txt': 'text', empty: '' });
  const { zip, digest } = await bundleWorkload(at('in'));
  await unbundle(zip, at('out'));
  expect(statSync(at('out', 'run.sh')).mode & 0o111).toBeGreaterThan(0);
  expect(statSync(at('out', 'a/b/ü.txt')).mode & 0o111).toBe(0);
  expect((await bundleWorkload(at('out'))).digest).toBe(digest);
});

test('ignored files, caches and version control stay outside', async () => {
  writeFiles(at('in'), {
    '.gitignore': '# comment\n*.log\n!keep.log\n/data/\nbuild/**/*.o\ntmp?\n',
    'keep.log': '',
    'drop.log': '',
    'src/drop.log': '',
    'data/rows.csv': '',
    'src/data/rows.csv': '',
    'build/deep/er/x.o': '',
    tmp1: '',
    '.git/config': '',
    '.venv/bin/python': '',
    'src/__pycache__/x.pyc': '',
    '.signalbox/store': '',
    'node_modules/x/index.js': '',
    '.pytest_cache/v': '',
  });
  expect((await bundleWorkload(at('in'))).files).toEqual(['.gitignore', 'keep.log', 'src/data/rows.csv']);
});

test.each([
  ['a file outside', '../secret.txt'],
  ['an absolute path', '/etc/hostname'],
  ['nothing', 'missing.txt'],
  ['a folder', 'sub'],
])('a link to %s is refused by name', async (_, target) => {
  writeFiles(at('in'), { 'a.txt': '', 'sub/b.txt': '' });
  writeFiles(folder, { 'secret.txt': 'secret' });
  symlinkSync(target, at('in', 'link'));
  await expect(bundleWorkload(at('in'))).rejects.toMatchObject({
    code: 'path-outside',
    fault: 'input',
    message: expect.stringContaining('link in the workload is a link to'),
  });
});

test('a link to a file of the workload becomes a copy', async () => {
  writeFiles(at('in'), { 'a.txt': 'a' });
  symlinkSync('a.txt', at('in', 'link.txt'));
  expect((await bundleWorkload(at('in'))).files).toEqual(['a.txt', 'link.txt']);
});

test('more than 250 MB, an empty folder and a missing one are refused', async () => {
  mkdirSync(at('in'));
  await expect(bundleWorkload(at('in'))).rejects.toMatchObject({ code: 'workload-empty' });
  await expect(bundleWorkload(at('no'))).rejects.toMatchObject({ code: 'workload-missing' });
  writeFiles(at('in'), { big: '' });
  truncateSync(at('in', 'big'), 251 * 1024 * 1024);
  await expect(bundleWorkload(at('in'))).rejects.toMatchObject({ code: 'workload-too-large' });
});

test.each(['../x', '/x', 'a/../../x', 'a\\..\\x', 'C:/x'])(
  'an archive with the path %s writes nothing',
  async (path) => {
    const zip = zipSync({ [path]: new Uint8Array(3) });
    await expect(unbundle(zip, at('out'))).rejects.toMatchObject({ code: 'path-outside' });
    expect(() => statSync(at('out'))).toThrow();
  },
);

test('a zip bomb and broken bytes are refused before anything is written', async () => {
  const bomb = Buffer.from(zipSync({ x: new Uint8Array(3) }));
  // APPNOTE 4.3.12: a central directory header begins with PK\x01\x02 and has the uncompressed size at 24.
  bomb.writeUInt32LE(251 * 1024 * 1024, bomb.indexOf('PK\x01\x02') + 24);
  await expect(unbundle(bomb, at('out'))).rejects.toMatchObject({ code: 'workload-too-large' });
  await expect(unbundle(new Uint8Array(100), at('out'))).rejects.toMatchObject({ code: 'bundle-broken' });
});
