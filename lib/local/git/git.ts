import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import { InputError } from '../../core/errors.ts';

const mostBytes = 64 * 1024 * 1024;

/**
 * What a repository's own configuration could make git run is switched off, and so is that of machine and user: a repository is
 * something that was handed in. No command here writes, fetches or checks out, so filters, hooks and credentials have no part.
 */
const settings = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.pager=cat',
  'log.showSignature=false',
  'log.mailmap=false',
  'protocol.allow=never',
].flatMap((setting) => ['-c', setting]);

function environment(): NodeJS.ProcessEnv {
  const { PATH = '/usr/bin:/bin' } = process.env;
  return {
    PATH,
    LC_ALL: 'C.UTF-8',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_NO_LAZY_FETCH: '1',
  };
}

export interface GitAnswer {
  code: number;
  stdout: string;
  /** Last line of what it said on stderr. */
  said: string;
}

/**
 * Runs git in a folder, without a shell; text is read as UTF-8.
 * @throws InputError `git-missing`, `repository-too-large`
 */
export async function git(folder: string, args: string[]): Promise<GitAnswer> {
  const options = { cwd: folder, env: environment(), maxBuffer: mostBytes, encoding: 'utf8' } as const;
  try {
    const { stdout } = await promisify(execFile)('git', [...settings, ...args], options);
    return { code: 0, stdout, said: '' };
  } catch (thrown) {
    const { code, stdout, stderr } = thrown as { code?: string | number; stdout?: string; stderr?: string };
    if (typeof code === 'number') return { code, stdout: stdout ?? '', said: lastLine(stderr ?? '') };
    throw notRun(args, code ?? 'a signal', thrown);
  }
}

/** Starts git with streams, for what is too large to hold. */
export function gitStream(folder: string, args: string[]): ChildProcessByStdio<Writable, Readable, null> {
  return spawn('git', [...settings, ...args], { cwd: folder, env: environment(), stdio: ['pipe', 'pipe', 'ignore'] });
}

function notRun(args: string[], code: string, cause: unknown): InputError {
  if (code === 'ENOENT')
    return new InputError('git-missing', 'git cannot be run; install git, or run without a commit', { cause });
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER')
    return new InputError('repository-too-large', `git ${args[0]} answered more than ${mostBytes / 1024 / 1024} MB`);
  return new InputError('repository-broken', `git ${args[0]} was ended by ${code}`, { cause });
}

function lastLine(text: string): string {
  return (text.trimEnd().split('\n').at(-1) ?? '').slice(0, 300);
}
