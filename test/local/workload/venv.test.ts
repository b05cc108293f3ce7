import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findPython } from '../../../lib/local/workload/python.ts';
import { runCommand } from '../../../lib/local/workload/run-command.ts';
import { ensureVenv } from '../../../lib/local/workload/venv.ts';
import { writeFiles } from '../../support/fake-workload.ts';

let folder: string;
const path = process.env.PATH;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-venv-'));
});
afterEach(() => {
  process.env.PATH = path;
  rmSync(folder, { recursive: true, force: true });
});
const at = (...segments: string[]) => join(folder, ...segments);
const ensure = (file: string) => ensureVenv([at(file)], at('cache'));
const builds = () => readFileSync(at('builds'), 'utf8').trim().split('\n').length;

/** A python3 that makes environments in no time, notes each, and cannot install what is called `missing`. */
function fakePython(version = '3.11.7'): void {
  const script = `#!/bin/sh
case "$1 $2" in
  -c*) echo "$0"; echo ${version} ;;
  "-m venv") mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; echo "$3" >> "${at('builds')}" ;;
  "-m pip") for last; do :; done
    if grep -q missing "$last"; then echo "No matching distribution" >&2; exit 1; fi ;;
esac
`;
  writeFiles(folder, { 'fake/python3': script });
  chmodSync(at('fake', 'python3'), 0o755);
  process.env.PATH = `${at('fake')}${delimiter}${path}`;
}

test('a real environment is built, and commands in it run its Python', async () => {
  writeFiles(folder, { 'a.txt': '# nothing\n' });
  const venv = await ensure('a.txt');
  expect(venv.created).toBe(true);
  const options = { cwd: folder, env: { PATH: venv.binDir }, timeLimitSeconds: 20 };
  expect((await runCommand('python -c "import sys; print(sys.prefix)"', options)).tail).toBe(join(venv.binDir, '..'));
});

test('of callers at once one builds, and the environment is used again until its contents change', async () => {
  fakePython();
  writeFiles(folder, { 'a.txt': '-r b.txt\n', 'b.txt': 'numpy==2.0\n' });
  const all = await Promise.all([ensure('a.txt'), ensure('a.txt'), ensure('a.txt')]);
  expect(all.filter(({ created }) => created)).toHaveLength(1);
  expect(await ensure('a.txt')).toEqual({ ...all[0], created: false });
  expect(builds()).toBe(1);
  writeFiles(folder, { 'b.txt': 'numpy==2.1\n' });
  expect((await ensure('a.txt')).created).toBe(true);
});

test('an environment that was interrupted, or whose Python is gone, is built anew', async () => {
  fakePython();
  writeFiles(folder, { 'a.txt': 'numpy==2.0\n' });
  const first = await ensure('a.txt');
  rmSync(first.python);
  const second = await ensure('a.txt');
  expect(second.created).toBe(true);
  rmSync(join(second.binDir, '..', '..', 'complete'));
  expect(await ensure('a.txt')).toMatchObject({ created: true });
  expect(builds()).toBe(3);
});

test('a requirement that cannot be installed fails with pip’s last lines and leaves no environment', async () => {
  fakePython();
  writeFiles(folder, { 'a.txt': 'missing==1.0\n' });
  await expect(ensure('a.txt')).rejects.toMatchObject({
    code: 'python-environment',
    fault: 'input',
    message: expect.stringMatching(/pip install --require-hashes.*exited with code 1.*No matching distribution/s),
  });
  const [key = ''] = readdirSync(at('cache', 'venvs'));
  expect(readdirSync(at('cache', 'venvs', key))).toEqual(['lock']);
});

test('a missing requirement file, a missing Python and an old one are named', async () => {
  await expect(ensure('no.txt')).rejects.toMatchObject({ code: 'requirements-missing' });
  await expect(findPython(at('python3'))).rejects.toMatchObject({ code: 'python-missing' });
  fakePython('3.9.2');
  await expect(ensure('no.txt')).rejects.toThrow('is Python 3.9.2; 3.11 or later is needed');
  expect(existsSync(at('cache'))).toBe(false);
});
