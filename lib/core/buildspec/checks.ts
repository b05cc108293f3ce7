import { coverageBound } from '../coverage/judge.ts';
import type { Policy } from '../policy/schema.ts';
import { layout } from '../store-layout.ts';
import { codecovScript } from './codecov.ts';
import { coverageScript, readCoverage } from './coverage.ts';
import { failFunction, gateFiles, keepChecks, noteFunctions } from './gate-record.ts';
import type { BuildRun } from './run.ts';
import { pythonEnvironment, quoted, uploadLog } from './shell.ts';

const log = '/tmp/checks.txt';

/**
 * The workload's own checks in their order; the first that fails ends the build. Their time limit is kept here, where it
 * counts from the first check: CodeBuild's queue, provisioning and the package index are not the workload's fault.
 */
export function checksScript(policy: Policy, run: BuildRun): { script: string; last: string[] } {
  const bound = policy.coverage && coverageBound(policy.coverage, run.championCoverage);
  const parts = [
    functions(policy.checksTimeLimitSeconds),
    `{
trap tell_time EXIT
${pythonEnvironment(policy.python.requirements)} || fail "the pinned requirements could not be installed"
begins=$SECONDS`,
    policy.checks.map(({ name, run: command }) => `check ${quoted(name)} ${quoted(command)}`).join('\n'),
    ...(bound ? [codecovScript(bound.file, run), coverageScript(bound)] : []),
    `touch ${gateFiles.passed}
} 2>&1 | tee ${log}`,
  ];
  const { runId } = run;
  const last = [uploadLog(log, layout.log(runId, 'checks')), uploadLog(readCoverage, layout.coverage(runId))];
  return { script: parts.join('\n'), last: [keepChecks(runId), ...last] };
}

function functions(limitSeconds: number): string {
  return `set -euo pipefail
codecov_token=\${CODECOV_TOKEN:-}
unset CODECOV_TOKEN
begins= times=
${failFunction}
${noteFunctions}
tell_time() {
  [ -z "$begins" ] || echo "== \${times}\${begins} s for the dependencies; the checks took $((SECONDS - begins)) s of ${limitSeconds} s allowed"
}
check() {
  local from=$SECONDS left=$((begins + ${limitSeconds} - SECONDS)) code=0 why
  echo "== $1"
  [ "$left" -gt 0 ] || fail "$1 was not run: all checks together may take ${limitSeconds} s"
  timeout --kill-after=10 "$left" bash -c "$2" 2>&1 | tee /tmp/check.txt || code=$?
  times+="$1 $((SECONDS - from)) s, "
  if [ "$code" = 0 ]; then
    note "$1" "$2" pass "passed in $((SECONDS - from)) s" 0 'exit code 0'
    return
  fi
  case $code in
    124 | 137) why="was stopped: all checks together may take ${limitSeconds} s" ;;
    *) why="exited with $code: $(last_lines /tmp/check.txt)" ;;
  esac
  note "$1" "$2" fail "$why" "$code" 'exit code 0'
  fail "$1 (\\\`$2\\\`) $why"
}`;
}
