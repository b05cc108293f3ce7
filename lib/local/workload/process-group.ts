import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import type { Output } from './output.ts';

export interface ProcessGroup {
  /** Id of the group and of its leader; undefined when it could not be started. */
  pid: number | undefined;
  /** Lets the command begin; whoever dies before leaves nothing running. */
  begin(): void;
  /** Exit code of the leader, null when a signal ended it; by then the whole group is gone and all output read. */
  exited: Promise<number | null>;
  /** Ends the whole group: SIGTERM, and SIGKILL after two seconds. */
  end(): Promise<void>;
}

const graceMs = 2_000;

/** Groups of this process. A shell's children survive the death of the shell, so groups are ended, never single processes. */
const groups = new Set<number>();
process.on('exit', () => {
  for (const pid of groups) signalGroup(pid, 'SIGKILL');
});

/** Waits for a line, and ends without one; then becomes the command, under the same process id. */
const onceTold = 'read -r go && exec </dev/null && exec /bin/sh -c "$0"';

/**
 * Starts a shell command as the leader of a process group of its own. It waits for `begin`: between start and begin the
 * caller writes down whom a successor has to end, so that no kill of the caller can leave a command that nobody knows.
 */
export function startGroup(
  command: string,
  options: { cwd: string; env: Record<string, string>; output: Output },
): ProcessGroup {
  const { cwd, env, output } = options;
  const child = spawn('/bin/sh', ['-c', onceTold, command], { cwd, env, detached: true, stdio: 'pipe' });
  const { pid } = child;
  if (pid !== undefined) groups.add(pid);
  child.stdout.on('data', (chunk: Buffer) => output.write('stdout', chunk));
  child.stderr.on('data', (chunk: Buffer) => output.write('stderr', chunk));
  const exited = exitOf(child, output).finally(() => {
    if (pid !== undefined) groups.delete(pid);
    output.end();
  });
  // A group that is ended before it began no longer reads.
  child.stdin.on('error', () => {});
  return { pid, begin: () => child.stdin.end('go\n'), exited, end: () => endGroup(pid, exited) };
}

function exitOf(child: ChildProcess, output: Output): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      output.line(error.message);
      resolve(127);
    });
    child.once('exit', (code) => {
      // What the leader left behind would hold its pipes open; what left the group is not waited for longer than a second.
      if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
      const late = setTimeout(() => resolve(code), 1_000);
      child.once('close', () => {
        clearTimeout(late);
        resolve(code);
      });
    });
  });
}

async function endGroup(pid: number | undefined, exited: Promise<unknown>): Promise<void> {
  if (pid === undefined || !groups.has(pid)) return;
  signalGroup(pid, 'SIGTERM');
  const done = new AbortController();
  await Promise.race([exited, wait(graceMs, undefined, { signal: done.signal }).catch(() => {})]);
  done.abort();
  if (groups.has(pid)) signalGroup(pid, 'SIGKILL');
  await exited;
}

/** Signals a group; one that is gone already is fine (macOS says EPERM of a group that holds only zombies). */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (thrown) {
    if (!['ESRCH', 'EPERM'].includes((thrown as NodeJS.ErrnoException).code ?? '')) throw thrown;
  }
}
