import type { Examination } from '../../../core/doctor.ts';
import { localExaminations } from '../../../local/doctor/registry.ts';
import { examinations } from './registry.ts';

/** What the doctor looks at and what whoever asks must be allowed to do, as a Markdown page, made from the registries. */
export function doctorReference(): string {
  return [
    '# The doctor',
    '',
    '`signalbox doctor --pipeline iris` looks at a deployed pipeline from end to end, `signalbox doctor` at this machine and its store.',
    'Nothing is changed, and the value of no secret is told. Each finding has what to do about it.',
    '',
    '| finding | means | exit code |',
    '| --- | --- | --- |',
    '| `ok` | it is well | 0 |',
    '| `warn` | it works, and somebody should look | 0 |',
    '| `fail` | it does not work | 1 |',
    '| `unknown` | it could not be seen, so that it is not known to be well | 2, where nothing fails |',
    '',
    '## A deployed pipeline',
    '',
    ...table(examinations),
    '',
    '## This machine',
    '',
    ...table(localExaminations),
    '',
    '## What an operator must be allowed to do',
    '',
    'All of it only reads. What is not allowed makes an examination `unknown` and keeps no other from being made. The policy of IAM, with the',
    'resources of your pipeline; [every command has one](permissions.md#what-an-operator-must-be-allowed):',
    '',
    '```sh',
    'npx signalbox permissions doctor --pipeline iris',
    '```',
    '',
    '## What it does not look at',
    '',
    'Whether the rest of the stack is what your app would synthesize now: `npx cdk diff` tells. `iam:SimulatePrincipalPolicy` knows the policies of the role, its',
    'boundary and those of the organization, and none of a bucket or a key; a test of this repository holds the roles to all of them as they are synthesized.',
    '',
    'Made by `npm run docs` from `lib/cli/deployed/doctor/` and `lib/local/doctor/`.',
    '',
  ].join('\n');
}

function table(all: Record<string, Pick<Examination<never>, 'about' | 'actions'>>): string[] {
  const rows = Object.entries(all).map(
    ([name, { about, actions }]) => `| \`${name}\` | ${about} | ${needs(actions)} |`,
  );
  return ['| check | looks | needs |', '| --- | --- | --- |', ...rows];
}

function needs(actions: readonly string[]): string {
  return actions.length === 0 ? 'nothing' : actions.map((action) => `\`${action}\``).join(', ');
}
