import { Output } from './output.ts';
import { startGroup } from './process-group.ts';

export interface CommandOptions {
  cwd: string;
  /** The whole environment; see `workloadEnvironment`. */
  env: Record<string, string>;
  timeLimitSeconds: number;
  signal?: AbortSignal | undefined;
  /** Everything the command writes, at most the last 4 MB. */
  logPath?: string | undefined;
  onLine?: ((line: string) => void) | undefined;
  /** Told the process group as soon as it runs, so that somebody else can end it when this process cannot any more. */
  onStart?: ((pid: number) => void) | undefined;
}

export interface CommandResult {
  /** Null when a signal ended it, as at the time limit. */
  exitCode: number | null;
  seconds: number;
  timedOut: boolean;
  /** Last lines of both streams, at most 8,000 characters. */
  tail: string;
}

/**
 * Runs a shell command in a process group of its own; nothing of the group is left when this resolves.
 * @throws the reason of `signal`, after the group was ended.
 */
export async function runCommand(command: string, options: CommandOptions): Promise<CommandResult> {
  const { cwd, env, timeLimitSeconds, signal, logPath, onLine, onStart } = options;
  signal?.throwIfAborted();
  const output = new Output({ logPath, onLine });
  const startedMs = performance.now();
  const group = startGroup(command, { cwd, env, output });
  if (group.pid !== undefined) onStart?.(group.pid);
  group.begin();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    void group.end();
  }, timeLimitSeconds * 1000);
  const abort = () => void group.end();
  signal?.addEventListener('abort', abort, { once: true });
  try {
    const exitCode = await group.exited;
    signal?.throwIfAborted();
    const seconds = (performance.now() - startedMs) / 1000;
    return { exitCode: timedOut ? null : exitCode, seconds, timedOut, tail: output.tail() };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}
