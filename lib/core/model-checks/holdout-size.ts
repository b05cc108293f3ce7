import type { ModelCheck } from './model-check.ts';

/** Too few rows prove nothing: inconclusive, never pass. */
export const holdoutSize: ModelCheck = {
  kind: 'holdout-size',
  judge: ({ policy, scored }) => {
    const rows = scored.holdout.truth.length;
    const least = policy.evaluation.minHoldoutRows;
    const enough = rows >= least;
    return [
      {
        check: 'holdout-size',
        subject: 'holdout',
        verdict: enough ? 'pass' : 'inconclusive',
        sentence: `${rows} holdout rows; at least ${least} are needed to judge`,
        observed: rows,
        allowed: `≥ ${least}`,
      },
    ];
  },
};
