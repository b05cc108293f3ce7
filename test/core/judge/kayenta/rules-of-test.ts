import type { Rules } from '../../../../lib/core/judge/kayenta/rules.ts';

/** The defaults of Kayenta's canary config. */
export const rules: Rules = {
  direction: 'either',
  nanStrategy: 'remove',
  outlierFactor: null,
  critical: false,
  mustHaveData: false,
  measure: 'meanRatio',
  allowed: { increase: 1, decrease: 1 },
  criticalAt: { increase: 1, decrease: 1 },
};
