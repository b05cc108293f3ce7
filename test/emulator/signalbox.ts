import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { credentials, type Emulator } from '../support/ministack/server.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

/** The command line in a process of its own, with the emulator as its cloud: what it printed, as JSON, and its exit code. */
export async function signalbox(
  { endpoint, certificate }: Emulator,
  ...args: string[]
): Promise<{ code: number; said: unknown }> {
  const reach = { ...credentials, AWS_ENDPOINT_URL: endpoint, NODE_EXTRA_CA_CERTS: certificate };
  const env = { PATH: process.env.PATH, HOME: root, ...reach };
  const cli = ['--disable-warning=ExperimentalWarning', join(root, 'bin/signalbox.ts'), ...args, '--json'];
  const options = { cwd: root, env, maxBuffer: 64 * 1024 * 1024, timeout: 120_000 };
  const { stdout, code = 0 } = (await run(process.execPath, cli, options).catch(
    (failed: { stdout: string; code: number }) => failed,
  )) as { stdout: string; code?: number };
  return { code, said: JSON.parse(stdout) };
}
