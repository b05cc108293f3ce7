import { stringify } from 'yaml';
import { checksScript } from './buildspec/checks.ts';
import { imageScript } from './buildspec/image.ts';
import type { BuildRun } from './buildspec/run.ts';
import { pipCache } from './buildspec/shell.ts';
import { trainScript } from './buildspec/train.ts';
import { canonicalJson } from './canonical-json.ts';
import { InputError } from './errors.ts';
import type { Policy } from './policy/schema.ts';
import { sha256 } from './sha256.ts';
import type { ProjectName } from './step-io.ts';

/** All three travel in the machine's state, which is to stay below 32 KiB. */
const largestBytes = 8_192;

/** Names in a buildspec of report groups, which CodeBuild prefixes with the project's; the app makes them. */
export const reportGroups = { tests: 'tests', coverage: 'coverage' } as const;

/**
 * CodeBuild buildspecs of a run, as YAML. They run in the workload's folder with SIGNALBOX_STORE (bucket), SIGNALBOX_RUN_ID and
 * SIGNALBOX_SOURCE_KEY and, for `image`, SIGNALBOX_REPOSITORY_URI, SIGNALBOX_BUILDKIT and SIGNALBOX_SBOM_SCANNER in the environment.
 * `checks` leaves `runs/<id>/checks.json` and `coverage.xml`; `image` leaves `built-image.json` {digest, uri, tag}, when it is asked
 * for `scan.json`, and where it fails `image.json`; `train` leaves the model; each leaves its log.
 * @throws InputError `buildspec-too-long` when the policy's commands do not fit
 */
export function buildspecs(policy: Policy, run: BuildRun): Record<ProjectName, string> {
  const image = imageScript(policy, run);
  const train = trainScript(policy, run.runId);
  return {
    checks: checksBuildspec(policy, run),
    image: buildspec('image', image.script, image.last),
    train: buildspec('train', train.script, train.last),
  };
}

function checksBuildspec(policy: Policy, run: BuildRun): string {
  if (policy.buildspec !== undefined && run.ownChecks !== undefined)
    return fitting(run.ownChecks, `${policy.buildspec} is`, 'call scripts of the workload from it');
  const { script, last } = checksScript(policy, run);
  const cache = {
    key: `pip-${sha256(canonicalJson(run.locks)).slice(0, 32)}`,
    paths: [`${pipCache}/**/*`],
  };
  return buildspec('checks', script, last, { ...reports(policy), cache });
}

/** What CodeBuild shows of tests and coverage. Named as files below the workload's folder, in which the build runs. */
function reports({ testReports, coverage }: Policy): Record<string, unknown> {
  const tests = { files: testReports, 'file-format': 'JUNITXML' };
  const groups = {
    ...(testReports.length > 0 ? { [reportGroups.tests]: tests } : {}),
    ...(coverage ? { [reportGroups.coverage]: { files: [coverage.file], 'file-format': 'COBERTURAXML' } } : {}),
  };
  return Object.keys(groups).length > 0 ? { reports: groups } : {};
}

function buildspec(project: ProjectName, script: string, last: string[], more: Record<string, unknown> = {}): string {
  const build = { commands: [script], ...(last.length > 0 ? { finally: last } : {}) };
  const document = { version: 0.2, env: { shell: 'bash' }, phases: { build }, ...more };
  // Narrow: each space of indentation is there once a line.
  const text = `# Made by Signalbox from signalbox.yaml.\n${stringify(document, { lineWidth: 0, indent: 1, indentSeq: false })}`;
  return fitting(text, `signalbox.yaml makes the ${project} buildspec`, 'move commands into a script');
}

function fitting(text: string, what: string, remedy: string): string {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes <= largestBytes) return text;
  throw new InputError(
    'buildspec-too-long',
    `${what} ${bytes} bytes long; at most ${largestBytes} are allowed: ${remedy}`,
  );
}
