import { sumCounts } from '../statistics/counts.ts';
import { percent, share } from '../words.ts';
import { countsOf } from './errors.ts';
import { type LimitState, limitNext, limitStart, limitState, logBeyondE } from './limit.ts';
import type { Measure } from './measure.ts';
import { nothing } from './measure.ts';

/** The candidate's error rate against `maxErrorRate`, whatever the champion's: it is judged on the first release as well. */
export const errorLimit: Measure<LimitState> = {
  kind: 'error-limit',
  weight: () => 1,
  schema: limitState,
  start: limitStart,
  next: (state, { candidate, champion }, { rules }) =>
    limitNext(state, countsOf(candidate), rules.maxErrorRate, rules.alpha, champion?.baseline === true),
  read: (state, { rules }) => {
    const { requests, errors } = sumCounts(state.independent, state.correlated);
    const tell = () =>
      `the candidate fails more than allowed: ${share(errors, requests)}; allowed: ${percent(rules.maxErrorRate)}`;
    return {
      ...nothing,
      worse: [{ measure: 'error-limit', share: 1, logE: logBeyondE(state, rules.maxErrorRate), tell }],
    };
  },
};
