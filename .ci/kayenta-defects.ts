import { kayentaDefects } from '../lib/core/judge/kayenta/defects.ts';

/** docs/kayenta.md, from the table that the judge's two modes are documented by. */
export function kayentaPage(): string {
  const rows = kayentaDefects.map(
    ({ id, mended, sentence }) =>
      `| \`${id}\` | ${sentence} | ${mended ? 'mended' : 'kept: the test has a fixed size'} |`,
  );
  return [
    "# Kayenta's judge",
    '',
    "`rollout.judge.kayenta` gives the verdicts of Kayenta's `NetflixACAJudge-v1.0` at the end of each step's bake: `mode: compatible`",
    'reproduces them with all of the defects below, `mode: fixed` mends those that can be mended and answers inconclusive where the',
    'original passes without knowing. No bound on false alarms holds in either mode; the judge that is the default has one.',
    '',
    '| name | in compatible mode | in fixed mode |',
    '| --- | --- | --- |',
    ...rows,
    '',
    'Figures are of simulations with the settings that the original hard-codes (tolerance 0.25, confidence 0.98).',
    '',
    'Made by `npm run docs` from `lib/core/judge/kayenta/defects.ts`.',
    '',
  ].join('\n');
}
