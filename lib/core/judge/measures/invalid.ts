import * as z from 'zod';
import type { ArmWindow } from '../../rollout/traffic.ts';
import { logMixtureE, type MixtureState, mixtureNext, mixtureStart } from '../statistics/block-mixture.ts';
import { combineLogE } from '../statistics/combine-e.ts';
import { type Counts, noCounts, sumCounts } from '../statistics/counts.ts';
import { type SignState, signNext, signStart } from '../statistics/sign-e.ts';
import { percent, share } from '../words.ts';
import { type LimitState, limitNext, limitStart, limitState, logBeyondE } from './limit.ts';
import { type Measure, nothing } from './measure.ts';
import { mixtureState, signState } from './states.ts';

interface InvalidState {
  limit: LimitState;
  mixture: MixtureState;
  sign: SignState;
}

/** As many as the champion's. */
const asMany = { ratio: 1, difference: 0 };

/**
 * The share of predictions that say nothing (NaN, infinite, absent), against `maxInvalidRate` and against the champion's share: the
 * mean of both e-processes. Takes the predictions of a window as independent, but beside a fresh baseline.
 */
export const invalid: Measure<InvalidState> = {
  kind: 'invalid',
  weight: ({ rules }) => (rules.predictions ? 1 : null),
  schema: z.strictObject({ limit: limitState, mixture: mixtureState, sign: signState }),
  start: { limit: limitStart, mixture: mixtureStart, sign: signStart },
  next: (state, { candidate, champion }, { rules }) => {
    const ours = invalidOf(candidate);
    const correlated = champion?.baseline === true;
    const limit = limitNext(state.limit, ours, rules.predictions?.maxInvalidRate ?? 0, rules.alpha, correlated);
    if (!candidate?.predictions || !champion?.predictions) return { ...state, limit };
    const theirs = invalidOf(champion);
    return correlated
      ? { ...state, limit, sign: signNext(state.sign, rate(ours) - rate(theirs)) }
      : { ...state, limit, mixture: mixtureNext(state.mixture, { candidate: ours, champion: theirs }, asMany) };
  },
  read: ({ limit, mixture, sign }, { rules }) => {
    const most = rules.predictions?.maxInvalidRate ?? 0;
    const { requests, errors } = sumCounts(limit.independent, limit.correlated);
    const logE = combineLogE([
      { logE: logBeyondE(limit, most), weight: 0.5 },
      { logE: logMixtureE(mixture) + sign.logE, weight: 0.5 },
    ]);
    const tell = () =>
      `the candidate predicts nothing of use more often than allowed: ${share(errors, requests, 'predictions')} are invalid; allowed: ${percent(most)}, and no more than the champion's`;
    return { ...nothing, bakes: true, worse: [{ measure: 'invalid', share: 1, logE, tell }] };
  },
};

function invalidOf(arm: ArmWindow | null): Counts {
  const { count = 0, invalid: lost = 0 } = arm?.predictions ?? {};
  return count === 0 ? noCounts : { requests: count, errors: lost };
}

function rate({ requests, errors }: Counts): number {
  return errors / requests;
}
