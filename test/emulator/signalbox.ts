import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { credentials } from '../support/ministack/server.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** The command line in a process of its own, with the emulator as its cloud: what it printed, as JSON, and its exit code. */
export async function signalbox(endpoint: string, ...args: string[]): Promise<{ code: number; said: unknown }> {
  const env = { PATH: process.env.PATH, HOME: root, ...credentials, AWS_ENDPOINT_URL: endpoint };
  const cli = ['--disable-warning=ExperimentalWarning', join(root, 'bin/signalbox.ts'), ...args, '--json'];
  const options = { cwd: root, env, maxBuffer: 64 * 1024 * 1024, timeout: 120_000 };
  const { stdout, code = 0 } = (await run(process.execPath, cli, options).catch(
    (failed: { stdout: string; code: number }) => failed,
  )) as { stdout: string; code?: number };
  return { code, said: JSON.parse(stdout) };
}
