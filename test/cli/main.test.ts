import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const bin = join(import.meta.dirname, '../../bin/signalbox.ts');
const folder = mkdtempSync(join(tmpdir(), 'signalbox-main-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs `signalbox releases` on an empty store with this as its stdout. */
async function withStdout(stdout: number | 'pipe') {
  const stdio = ['ignore' as const, stdout, 'pipe' as const];
  const child = spawn(process.execPath, [bin, 'releases', '--store', folder], { stdio });
  child.stdout?.destroy();
  const [said, [code]] = await Promise.all([text(child.stderr as NodeJS.ReadableStream), once(child, 'exit')]);
  return { said, code };
}

test('what cannot be written is told without a stack, and is not taken for done', async () => {
  const readOnly = openSync(bin, 'r');
  const { said, code } = await withStdout(readOnly);
  closeSync(readOnly);
  expect(said).toMatch(/^signalbox: it is done, but not all of it could be written: EBADF: [^\n]*\n$/);
  expect(code).toBe(70);
});

test('a reader that went away is no trouble', async () => {
  expect(await withStdout('pipe')).toEqual({ said: '', code: 0 });
});
