import { combinations } from '../lib/core/rollout/compatibility.ts';

/** Combinations that are refused, as a Markdown page. */
export function refusedRollouts(): string {
  const lines = combinations.map(({ id, sentence }) => `| \`${id}\` | ${sentence} |`);
  return [
    '# Rollouts that are refused',
    '',
    'AWS turns some combinations of settings quietly into others, and some settings can have no effect beside others.',
    'They are refused when `signalbox.yaml` is read, when the app is synthesized, and when a run is admitted, each as soon as',
    'enough is known. The message quotes the settings and ends with the name from this table.',
    '',
    '| name | why, and what to choose instead |',
    '| --- | --- |',
    ...lines,
    '',
    'Made by `npm run docs` from `lib/core/rollout/refusals/`.',
    '',
  ].join('\n');
}
