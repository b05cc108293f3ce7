import type { Policy } from '../policy/schema.ts';
import { layout } from '../store-layout.ts';
import { pythonEnvironment, quoted, uploadLog } from './shell.ts';

const log = '/tmp/checks.txt';

/**
 * The workload's own checks in their order; the first that fails ends the build. Their time limit is kept here, where it
 * counts from the first check: CodeBuild's queue and provisioning are not the workload's fault.
 */
export function checksScript(policy: Policy, runId: string): { script: string; last: string } {
  const checks = policy.checks.map(({ name, run }) => `check ${quoted(name)} ${quoted(run)}`);
  const script = `set -euo pipefail
ends=$((SECONDS + ${policy.checksTimeLimitSeconds}))
check() {
  echo "== $1"
  left=$((ends - SECONDS))
  [ "$left" -gt 0 ] || { echo "== $1 was not run: all checks together may take ${policy.checksTimeLimitSeconds} s"; return 1; }
  timeout "$left" bash -c "$2" || { echo "== $1 failed with exit code $? (124: out of time)"; return 1; }
}
{
${pythonEnvironment(policy.python.requirements)}
${checks.join('\n')}
} 2>&1 | tee ${log}`;
  return { script, last: uploadLog(log, layout.log(runId, 'checks')) };
}
