import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceFile } from '../../../lib/code-host-ports.ts';
import { bundleWorkload } from '../../../lib/local/workload/bundle.ts';
import { sealSource } from '../../../lib/steps/support/source-bundle.ts';
import { writeFiles } from '../../support/fake-workload.ts';

const limits = { bytes: 1_000, files: 10 };
const filesOf = (texts: Record<string, string>): SourceFile[] =>
  Object.entries(texts).map(([path, text]) => ({ path, bytes: Buffer.from(text), executable: false }));

test('a folder and a code host that have the same files give the same digest, in whatever order and mode', async () => {
  const texts = {
    'train.py': '#!/usr/bin/env python3\n',
    '.gitignore': 'secret/\n*.log\n!keep.log\n',
    'secret/key': 'x',
    'a.log': 'x',
    'keep.log': 'x',
    'src/ä.txt': 'x',
    'src/__pycache__/a.pyc': 'x',
  };
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-seal-'));
  writeFiles(folder, texts);
  const bundled = await bundleWorkload(folder);
  rmSync(folder, { recursive: true });
  const hosted = filesOf(texts).reverse();
  const sealed = await sealSource(
    hosted.map((file) => ({ ...file, executable: true })),
    'it',
    limits,
  );
  expect(sealed.files).toEqual(['.gitignore', 'keep.log', 'src/ä.txt', 'train.py']);
  expect(sealed.digest).toBe(bundled.digest);
});

test.each(['../x', '/x', 'a//b', 'a/./b', '', 'a/__proto__', 'a\0b'])(
  'a host that names %j is refused',
  async (path) => {
    await expect(sealSource(filesOf({ [path]: 'x' }), 'it', limits)).rejects.toMatchObject({ code: 'path-outside' });
  },
);

test.each([
  ['bytes', { a: 'x'.repeat(600), b: 'x'.repeat(600) }],
  ['files', Object.fromEntries(Array.from({ length: 11 }, (_, i) => [String(i), '']))],
])('too many %s are refused before the rest is read', async (_, texts) => {
  await expect(sealSource(filesOf(texts), 'it', limits)).rejects.toMatchObject({ code: 'workload-too-large' });
});
