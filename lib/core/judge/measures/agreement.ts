import * as z from 'zod';
import { type Course, isShadow } from '../course.ts';
import { type Counts, noCounts, sumCounts } from '../statistics/counts.ts';
import { percent, share } from '../words.ts';
import { logAboveE, logBelowE } from './limit.ts';
import { type Measure, nothing } from './measure.ts';
import { countsState } from './states.ts';

interface AgreementState {
  /** Answers that were compared, and those of them that differ. */
  compared: Counts;
}

/**
 * How often candidate and champion answer the same request differently, against the strategy's `maxDisagreement`: above it proves a
 * regression, below it that the candidate may go on. Takes compared requests as independent of each other.
 */
export const agreement: Measure<AgreementState> = {
  kind: 'agreement',
  weight: ({ plan, hasChampion }) => (hasChampion && plan.steps.some(isShadow) ? 2 : null),
  schema: z.strictObject({ compared: countsState }),
  start: { compared: noCounts },
  next: ({ compared }, { candidate }) => {
    const { compared: requests = 0, disagreed: errors = 0 } = candidate?.agreement ?? {};
    return { compared: sumCounts(compared, { requests, errors }) };
  },
  read: ({ compared }, course, at) => {
    const most = mostOf(course);
    const seen = () =>
      `${share(compared.errors, compared.requests, 'compared answers')} differ; allowed: ${percent(most)}`;
    const many = compared.errors > most * compared.requests ? seen() : null;
    return {
      ...nothing,
      worse: [
        {
          measure: 'agreement',
          share: 1,
          logE: logAboveE(compared, most),
          tell: () => `the candidate answers differently more often than allowed: ${seen()}`,
        },
      ],
      noWorse: [{ measure: 'agreement', logE: logBelowE(compared, most), needed: isShadow(at), tell: seen }],
      holds: isShadow(at) ? (compared.requests === 0 ? 'no answers were compared yet' : many) : null,
    };
  },
};

function mostOf({ strategy }: Course): number {
  return strategy.kind === 'shadow' ? strategy.maxDisagreement : 0;
}
