import * as z from 'zod';
import { type Course, everCompared, isCompared, type Seen } from '../course.ts';
import { betterNext } from '../statistics/block-better.ts';
import { type BlockState, blockStart } from '../statistics/block-e.ts';
import { logMixtureE, type MixtureState, mixtureNext, mixtureStart } from '../statistics/block-mixture.ts';
import { type Counts, noCounts, sumCounts } from '../statistics/counts.ts';
import { type Margin, onLine } from '../statistics/margin.ts';
import { type SignState, signNext, signStart } from '../statistics/sign-e.ts';
import { percent, points, share } from '../words.ts';
import { logBelowE } from './limit.ts';
import { type Measure, nothing } from './measure.ts';
import { blockState, countsState, mixtureState, signState } from './states.ts';

interface ErrorsState {
  /** Windows whose failures are taken as independent: against the champion on the rest of the traffic. */
  mixture: MixtureState;
  /** Windows with a fresh baseline of the candidate's size, where failures may be correlated. */
  sign: SignState;
  /** Totals of the windows of `sign`. */
  beside: { candidate: Counts; champion: Counts };
  better: BlockState;
  /** All of the candidate. */
  candidate: Counts;
}

/**
 * The error rate against the champion's, with the policy's margin.
 *
 * Regression: the block e-process on windows beside the champion. On windows beside a fresh baseline the sign e-process instead, which
 * correlated failures cannot deceive; it knows no margin, so it counts only while the observed rates are apart by more than the
 * margin, which makes it smaller and so keeps it valid. Both feed on windows of their own: their product is an e-process.
 *
 * No worse: the block e-process on all of them, which takes failures within a window as independent. Where the champion gets no
 * requests, the candidate's rate is compared with `maxErrorRate` alone.
 */
export const errors: Measure<ErrorsState> = {
  kind: 'errors',
  weight: (course) => (marginOf(course) && everCompared(course) ? 4 : 0),
  schema: z.strictObject({
    mixture: mixtureState,
    sign: signState,
    beside: z.strictObject({ candidate: countsState, champion: countsState }),
    better: blockState,
    candidate: countsState,
  }),
  start: {
    mixture: mixtureStart,
    sign: signStart,
    beside: { candidate: noCounts, champion: noCounts },
    better: blockStart,
    candidate: noCounts,
  },
  next: (state, seen, course) => {
    const candidate = countsOf(seen.candidate);
    const all = { ...state, candidate: sumCounts(state.candidate, candidate) };
    const margin = marginOf(course);
    if (!seen.champion || !margin) return all;
    const window = { candidate, champion: countsOf(seen.champion) };
    const better = betterNext(state.better, window, margin);
    if (!seen.champion.baseline) return { ...all, better, mixture: mixtureNext(state.mixture, window, margin) };
    const beside = {
      candidate: sumCounts(state.beside.candidate, candidate),
      champion: sumCounts(state.beside.champion, window.champion),
    };
    return { ...all, better, beside, sign: signNext(state.sign, rate(candidate) - rate(window.champion)) };
  },
  read: (state, course, at) => {
    const margin = marginOf(course);
    const compared = isCompared(course, at);
    const { learned } = state.mixture;
    const candidate = sumCounts(learned.candidate, state.beside.candidate);
    const champion = sumCounts(learned.champion, state.beside.champion);
    const seen = () =>
      `${share(candidate.errors, candidate.requests)} against ${share(champion.errors, champion.requests)} of the champion`;
    const tell = () => `the candidate fails more than allowed: ${seen()}; allowed: ${allowed(course)}`;
    const { maxErrorRate } = course.rules;
    return {
      ...nothing,
      worse: [{ measure: 'errors', share: 1, logE: logWorse(state, margin), tell }],
      noWorse: [
        compared && margin
          ? {
              measure: 'errors',
              needed: course.strategy.kind !== 'ab',
              logE: state.better.logE,
              tell: () => `${seen()}; allowed: ${allowed(course)}`,
            }
          : {
              measure: 'errors',
              needed: course.strategy.kind !== 'ab',
              logE: logBelowE(state.candidate, maxErrorRate),
              tell: () =>
                `${share(state.candidate.errors, state.candidate.requests)} failed; allowed: ${percent(maxErrorRate)}`,
            },
      ],
    };
  },
};

/** null: all that can fail may fail. */
export function marginOf({ rules }: Pick<Course, 'rules'>): Margin | null {
  const { maxRatio, maxIncrease = rules.maxErrorRate } = rules.errors;
  return maxIncrease < 1 ? { ratio: maxRatio, difference: maxIncrease } : null;
}

export function countsOf(arm: Seen['candidate']): Counts {
  return arm ? { requests: arm.requests, errors: arm.errors } : noCounts;
}

function logWorse({ mixture, sign, beside }: ErrorsState, margin: Margin | null): number {
  if (!margin) return 0;
  const apart = rate(beside.candidate) > onLine(margin, rate(beside.champion));
  return logMixtureE(mixture) + (apart ? sign.logE : Math.min(0, sign.logE));
}

/** NaN without requests: no number compares with it. */
function rate({ requests, errors: failed }: Counts): number {
  return failed / requests;
}

function allowed({ rules }: Course): string {
  const { maxRatio, maxIncrease = rules.maxErrorRate } = rules.errors;
  const more = `${points(maxIncrease)} more`;
  if (maxRatio === 1) return maxIncrease === 0 ? 'as many' : more;
  return maxIncrease === 0 ? `${maxRatio} times as many` : `${maxRatio} times as many and ${more}`;
}
