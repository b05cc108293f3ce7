import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { create, Header } from 'tar';
import { packModel, unpackModel } from '../../../lib/local/workload/model-archive.ts';
import { writeFiles } from '../../support/fake-workload.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-model-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const at = (...path: string[]) => join(folder, ...path);

test('equal model files give the same digest, whatever their times and modes, and come back as they were', async () => {
  const files = { 'model.joblib': 'weights', 'sub/labels.json': '[]', '@odd': '' };
  writeFiles(at('one'), files);
  writeFiles(at('two'), files);
  utimesSync(at('two', 'model.joblib'), 1, 1);
  chmodSync(at('two', 'model.joblib'), 0o600);
  const one = await packModel(at('one'), at('one.tar.gz'));
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(await packModel(at('two'), at('two.tar.gz'))).toBe(one);
  await unpackModel(at('one.tar.gz'), at('out'));
  for (const [path, text] of Object.entries(files)) expect(readFileSync(at('out', path), 'utf8')).toBe(text);
});

test('a folder without files is no model; a link in it is refused', async () => {
  writeFiles(at('in'), {});
  writeFiles(folder, { 'in/sub/x': '' });
  rmSync(at('in', 'sub', 'x'));
  expect(await packModel(at('in'), at('a.tar.gz'))).toBeUndefined();
  symlinkSync('/etc/passwd', at('in', 'link'));
  await expect(packModel(at('in'), at('a.tar.gz'))).rejects.toMatchObject({ code: 'model-not-files' });
});

/** An archive with one hand-made entry. */
function archiveOf(entry: {
  path: string;
  type?: 'File' | 'SymbolicLink' | 'Link';
  linkpath?: string;
  size?: number;
}): string {
  const block = Buffer.alloc(512);
  const header = new Header({ type: 'File', mode: 0o644, mtime: new Date(0), size: 0, ...entry });
  header.encode(block, 0);
  const file = at('hostile.tar.gz');
  writeFileSync(file, gzipSync(Buffer.concat([block, Buffer.alloc(1024)])));
  return file;
}

test.each([
  ['upwards', { path: '../../escaped' }, 'path-outside'],
  ['an absolute path', { path: '/tmp/escaped' }, 'path-outside'],
  ['a symbolic link', { path: 'x', type: 'SymbolicLink' as const, linkpath: '/etc' }, 'model-broken'],
  ['a hard link', { path: 'x', type: 'Link' as const, linkpath: '/etc/passwd' }, 'model-broken'],
  ['a claim of 30 GB', { path: 'x', size: 30 * 1024 ** 3 }, 'model-broken'],
])('an archive with %s unpacks nothing', async (_, entry, code) => {
  await expect(unpackModel(archiveOf(entry), at('out'))).rejects.toMatchObject({ code });
  expect(() => statSync(at('out', 'x'))).toThrow();
});

test('what is no archive is refused in words', async () => {
  writeFiles(folder, { 'bad.tar.gz': 'this is no gzip' });
  await expect(unpackModel(at('bad.tar.gz'), at('out'))).rejects.toMatchObject({ code: 'model-broken' });
  writeFiles(folder, { 'src/x': 'x'.repeat(10_000) });
  await create({ file: at('whole.tar.gz'), cwd: at('src'), gzip: true }, ['x']);
  writeFileSync(at('cut.tar.gz'), readFileSync(at('whole.tar.gz')).subarray(0, 60));
  await expect(unpackModel(at('cut.tar.gz'), at('out'))).rejects.toMatchObject({ code: 'model-broken' });
});
