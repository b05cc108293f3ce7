/**
 * Defects of NetflixACAJudge-v1.0, all of which compatible mode keeps. `mended` ones are gone in fixed mode; the others lie in
 * a test of a fixed size and need a judge that may look as often as it likes. The docs are generated from this table.
 */
export const kayentaDefects = [
  {
    id: 'error-passes',
    mended: true,
    sentence:
      'A metric that cannot be judged is labelled Error, is never critical and is left out of the score: a group of nothing but errors counts as 100.',
  },
  {
    id: 'absolute-tolerance',
    mended: true,
    sentence:
      'The interval is searched to 1e-4 in whatever unit the metric has: a 10 % regression found every time in milliseconds is never found where values lie around 1e-4.',
  },
  {
    id: 'zero-inflated',
    mended: true,
    sentence:
      'Where most values are equal, often 0, the interval is an artefact of that search: its lower end can lie above its upper one, and a metric without any shift can be High.',
  },
  {
    id: 'relative-to-shift',
    mended: true,
    sentence:
      'The tolerance of 25 % is a share of the estimated shift and not of the baseline: a change of 2 % can be High.',
  },
  {
    id: 'tiny-samples',
    mended: true,
    sentence:
      'Few points are judged by a normal approximation: without any change, 2 points on each side alarm in 22.9 % of the runs and 3 points in 5 %, where 2 % are meant.',
  },
  {
    id: 'peeking',
    mended: false,
    sentence:
      'Every run looks at the growing window as if it were the only one: over 56 looks the false alarms of independent points grow from 0.3 % to 2.5 %, and over 11 looks those of correlated ones (AR(1), 0.8) from 30 % to 73 %.',
  },
  {
    id: 'sparse-errors',
    mended: false,
    sentence:
      'Error rates of little traffic carry little in windows of a minute: at 12 requests a minute a rise from 0.5 % to 5 % is found in 37 % of the runs after 30 minutes.',
  },
] as const;
