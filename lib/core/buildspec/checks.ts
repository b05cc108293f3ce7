import type { Policy } from '../policy/schema.ts';
import { layout } from '../store-layout.ts';
import { pythonEnvironment, quoted, uploadLog } from './shell.ts';

const log = '/tmp/checks.txt';

/** The workload's own checks in their order; the first that fails ends the build. */
export function checksScript(policy: Policy, runId: string): { script: string; last: string } {
  const checks = policy.checks.map(({ name, run }) => `check ${quoted(name)} ${quoted(run)}`);
  const script = `set -euo pipefail
check() {
  echo "== $1"
  bash -c "$2" || { echo "== $1 failed with exit code $?"; return 1; }
}
{
${pythonEnvironment(policy.python.requirements)}
${checks.join('\n')}
} 2>&1 | tee ${log}`;
  return { script, last: uploadLog(log, layout.log(runId, 'checks')) };
}
