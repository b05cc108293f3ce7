import type { BuildRun } from './run.ts';
import { quoted } from './shell.ts';

/**
 * Sends the coverage to Codecov where the pipeline was given a token's secret. The app puts the token and the uploader's pinned
 * and hashed requirements into the environment, both or neither. The checks do not depend on it: a failure is told and that is all.
 */
export function codecovScript(file: string, { source: { commit }, change }: BuildRun): string {
  if (commit === null) return `[ -z "$codecov_token" ] || echo "codecov: nothing is sent of a source without a commit"`;
  const words = ['upload-process', '--disable-search', '--file', `./${file}`, '--sha', commit];
  if (change?.host === 'github') words.push('--git-service', 'github', '--slug', change.repository);
  if (change) words.push('--branch', change.branch);
  if (change?.pullRequest) words.push('--pr', change.pullRequest.number);
  return `# Codecov, only where a token is configured. The workload's own commands never see it.
send_coverage() {
  python3 -m venv /tmp/codecov &&
    printf '%s' "$SIGNALBOX_CODECOV_REQUIREMENTS" > /tmp/codecov.txt &&
    /tmp/codecov/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r /tmp/codecov.txt &&
    CODECOV_TOKEN=$codecov_token timeout 120 /tmp/codecov/bin/codecovcli --disable-telem \\
      ${words.map(quoted).join(' ')} --fail-on-error
}
[ -z "$codecov_token" ] || { send_coverage && echo "codecov: sent"; } ||
  echo "codecov: the upload failed; the checks do not depend on it"`;
}
