import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workloadEnvironment } from '../../../lib/local/workload/environment.ts';
import { runCommand } from '../../../lib/local/workload/run-command.ts';
import { isAlive, until } from '../../support/local-router.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-command-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const run = (command: string, more: Partial<Parameters<typeof runCommand>[1]> = {}) =>
  runCommand(command, { cwd: folder, env: workloadEnvironment(undefined), timeLimitSeconds: 20, ...more });
const pidIn = (file: string) => Number(readFileSync(join(folder, file), 'utf8'));
const isWritten = (file: string) => {
  try {
    return pidIn(file) > 0;
  } catch {
    return false;
  }
};

test('exit code, lines of both streams and log come back', async () => {
  const lines: string[] = [];
  const logPath = join(folder, 'log');
  const result = await run('echo out; echo err >&2; printf last; exit 3', {
    logPath,
    onLine: (line) => lines.push(line),
  });
  expect(result).toMatchObject({ exitCode: 3, timedOut: false });
  expect(lines.sort()).toEqual(['err', 'last', 'out']);
  expect(readFileSync(logPath, 'utf8').split('\n').sort()).toEqual(['', 'err', 'last', 'out']);
});

test('at the time limit the whole group ends, also one that ignores SIGTERM', async () => {
  const command = `trap '' TERM; sh -c 'trap "" TERM; echo $$ > child; while :; do sleep 1; done' & wait; sleep 60`;
  const result = await run(command, { timeLimitSeconds: 0.5 });
  expect(result).toMatchObject({ exitCode: null, timedOut: true });
  expect(isAlive(pidIn('child'))).toBe(false);
});

test('what a command leaves in the background ends with it', async () => {
  const result = await run(`sh -c 'echo $$ > child; sleep 60' & until [ -s child ]; do sleep 0.01; done; echo done`);
  expect(result).toMatchObject({ exitCode: 0, tail: 'done' });
  await until('the child is gone', () => !isAlive(pidIn('child')));
});

test('aborting ends the group and throws the reason', async () => {
  const abort = new AbortController();
  const running = run('echo $$ > child; sleep 60', { signal: abort.signal });
  await until('the command runs', () => isWritten('child'));
  abort.abort(new Error('superseded'));
  await expect(running).rejects.toThrow('superseded');
  expect(isAlive(pidIn('child'))).toBe(false);
});

test('a flood of output without newlines costs neither memory nor disk', async () => {
  const logPath = join(folder, 'log');
  const result = await run('head -c 50000000 /dev/zero | tr "\\0" x; echo; echo end', { logPath });
  expect(result.tail.length).toBeLessThanOrEqual(8_000);
  expect(result.tail).toMatch(/x\nend$/);
  expect(statSync(logPath).size).toBeLessThan(10_000);
});

test('the caller’s environment stays with the caller; a missing folder is exit code 127 in words', async () => {
  process.env.AWS_SECRET_ACCESS_KEY = 'mine';
  process.env.GITHUB_TOKEN = 'mine too';
  try {
    expect((await run('env')).tail).not.toContain('mine');
  } finally {
    delete process.env.AWS_SECRET_ACCESS_KEY;
    delete process.env.GITHUB_TOKEN;
  }
  expect(await run('true', { cwd: join(folder, 'missing') })).toMatchObject({
    exitCode: 127,
    tail: expect.stringContaining('ENOENT'),
  });
});
