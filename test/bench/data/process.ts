import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** What a whole process cost: from its start to its end, with everything that it loaded. */
export interface Cost {
  wallSeconds: number;
  /** User and system time of the process and of those that it waited for. */
  cpuSeconds: number;
  /** Most memory that was resident at once: of a process with children, that of the largest. */
  peakBytes: number;
  /** Exit code; below 0: the signal that ended it. */
  exit: number;
}

export interface Ran {
  cost: Cost;
  stdout: string;
  stderr: string;
}

/**
 * Runs one process. `wait4` alone tells what a child used, and Node does not have it, so a few lines of Python start the child. Their own
 * 10 MB and 20 ms are not in the figures.
 */
export function runProcess(command: string[], limitSeconds: number, env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const timed = join(import.meta.dirname, 'peers', 'timed.py');
  const child = spawn('python3', ['-S', '-E', timed, String(limitSeconds), ...command], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const texts = ['', '', ''];
  for (const [at, stream] of [child.stdout, child.stderr, child.stdio[3]].entries())
    stream?.on('data', (bytes: Buffer) => {
      texts[at] = `${texts[at]}${bytes}`.slice(-1_000_000);
    });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      const [stdout = '', stderr = '', told = ''] = texts;
      if (told === '') reject(new Error(`${command.join(' ')} could not be timed: ${stderr.slice(-2_000)}`));
      else resolve({ cost: JSON.parse(told) as Cost, stdout, stderr });
    });
  });
}
