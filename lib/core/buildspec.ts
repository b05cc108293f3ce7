import { stringify } from 'yaml';
import { checksScript } from './buildspec/checks.ts';
import { imageScript } from './buildspec/image.ts';
import { trainScript } from './buildspec/train.ts';
import { InputError } from './errors.ts';
import type { Policy } from './policy/schema.ts';
import type { ProjectName } from './step-io.ts';

/** All three travel in the machine's state, which is to stay below 32 KiB. */
const largestBytes = 8_192;

/**
 * CodeBuild buildspecs of a run, as YAML. They run in the workload's folder with SIGNALBOX_STORE (bucket) and, for `image`,
 * SIGNALBOX_REPOSITORY_URI in the environment; `imageTag` gets the builder's architecture as a suffix.
 * `image` leaves `runs/<id>/built-image.json` {digest, uri, tag}; `train` leaves the model; `checks` and `train` leave their logs.
 * @throws InputError `buildspec-too-long` when the policy's commands do not fit
 */
export function buildspecs(policy: Policy, run: { runId: string; imageTag: string }): Record<ProjectName, string> {
  const checks = checksScript(policy, run.runId);
  const train = trainScript(policy, run.runId);
  return {
    checks: buildspec('checks', checks.script, [checks.last]),
    image: buildspec('image', imageScript(run.runId, run.imageTag), []),
    train: buildspec('train', train.script, train.last),
  };
}

function buildspec(project: ProjectName, script: string, last: string[]): string {
  const build = { commands: [script], ...(last.length > 0 ? { finally: last } : {}) };
  const text = stringify({ version: 0.2, env: { shell: 'bash' }, phases: { build } }, { lineWidth: 0 });
  const bytes = new TextEncoder().encode(text).length;
  if (bytes <= largestBytes) return text;
  throw new InputError(
    'buildspec-too-long',
    `the commands of signalbox.yaml make the ${project} buildspec ${bytes} bytes long; at most ${largestBytes} are allowed: move them into a script`,
  );
}
