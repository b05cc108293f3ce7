import type { Strategy } from './strategy.ts';

/** A fixed split in which a user stays with one version, until the business metric decides or the horizon is reached. */
export const ab: Strategy<'ab'> = {
  kind: 'ab',
  steps: ({ candidatePercent, horizonSeconds }) => [
    { manner: 'sticky', percent: candidatePercent, bakeSeconds: horizonSeconds, deadlineSeconds: horizonSeconds },
  ],
};
