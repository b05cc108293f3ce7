import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Policy } from '../../core/policy/schema.ts';
import { workloadEnvironment } from './environment.ts';
import { type CommandResult, runCommand } from './run-command.ts';
import { unbundle } from './unbundle.ts';
import type { Venv } from './venv.ts';

export interface CheckResult extends CommandResult {
  name: string;
  command: string;
}

export interface ChecksResult {
  passed: boolean;
  /** In the order of the policy; those that the time limit left no time for are not in it. */
  results: CheckResult[];
  /** What the checks wrote to `report`; undefined where they wrote none. */
  report: Uint8Array | undefined;
}

/**
 * Runs the workload's own checks in a copy of the bundle that is removed afterwards. A failed check does not stop the
 * next, so that one run shows all that is wrong; the time limit is for all together.
 */
export async function runChecks(options: {
  zip: Uint8Array;
  venv: Pick<Venv, 'binDir'>;
  policy: Pick<Policy, 'checks' | 'checksTimeLimitSeconds'>;
  /** A file that the checks write, to be kept. */
  report?: { path: string; largestBytes: number } | undefined;
  signal?: AbortSignal | undefined;
  logPath?: string | undefined;
  onLine?: ((line: string) => void) | undefined;
  onStart?: ((pid: number) => void) | undefined;
}): Promise<ChecksResult> {
  const { zip, venv, policy, signal, logPath, onLine, onStart } = options;
  const cwd = await mkdtemp(join(tmpdir(), 'signalbox-checks-'));
  const endsMs = performance.now() + policy.checksTimeLimitSeconds * 1000;
  const env = workloadEnvironment(venv);
  const results: CheckResult[] = [];
  let report: Uint8Array | undefined;
  try {
    await unbundle(zip, cwd);
    for (const { name, run: command } of policy.checks) {
      const timeLimitSeconds = (endsMs - performance.now()) / 1000;
      if (timeLimitSeconds <= 0) break;
      const result = await runCommand(command, { cwd, env, timeLimitSeconds, signal, logPath, onLine, onStart });
      results.push({ name, command, ...result });
    }
    report = options.report && (await reportAt(join(cwd, options.report.path), options.report.largestBytes));
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
  const passed = results.length === policy.checks.length && results.every(({ exitCode }) => exitCode === 0);
  return { passed, results, report };
}

/** One byte more than allowed, where it is larger: its reader says so. */
async function reportAt(file: string, largestBytes: number): Promise<Uint8Array | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  return found.size > largestBytes ? new Uint8Array(largestBytes + 1) : readFile(file);
}
