import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');
const execute = promisify(execFile);
/** Anything that takes longer hangs. */
const longestMs = 240_000;

export interface Ended {
  code: number;
  out: string;
  err: string;
}

/** An empty project of a user, somewhere else, with nothing of this checkout in its environment. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), 'signalbox-user-'));

  write(name: string, content: string | object): void {
    writeFileSync(join(this.folder, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }

  copy(from: string, to: string): void {
    const litter = /(^|\/)(\.venv|\.signalbox|__pycache__|\.pytest_cache|\.ruff_cache|\.coverage)(\/|$)/;
    cpSync(join(root, from), join(this.folder, to), { recursive: true, filter: (path) => !litter.test(path) });
  }

  async run(command: string, ...args: string[]): Promise<Ended> {
    const options = { cwd: this.folder, env: cleanEnvironment(), maxBuffer: 64 * 1024 * 1024, timeout: longestMs };
    try {
      const { stdout, stderr } = await execute(command, args, options);
      return { code: 0, out: stdout, err: stderr };
    } catch (error) {
      const {
        code = 1,
        stdout: out = '',
        stderr: err = '',
      } = error as { code?: number; stdout?: string; stderr?: string };
      return { code, out, err };
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** What npm and jest put into the environment would lead a user's npm and cdk back to this checkout. */
function cleanEnvironment(): Record<string, string> {
  const ours =
    /^(npm_(package|lifecycle|config_local_prefix|command|node_execpath|execpath|config_prefix)|INIT_CWD|NODE_|JEST_|AWS_)/i;
  const kept = Object.entries(process.env).filter(([name, value]) => value !== undefined && !ours.test(name));
  const path = (process.env.PATH ?? '').split(':').filter((folder) => !folder.startsWith(root));
  const env = Object.fromEntries(kept.map(([name, value]) => [name, value ?? '']));
  return { ...env, PATH: [dirname(process.execPath), ...path].join(':') };
}
