import type { Course } from '../course.ts';
import {
  type DifferenceDesign,
  type DifferenceState,
  differenceInterval,
  differenceNext,
  differenceStart,
  logDifferenceE,
} from '../statistics/difference.ts';
import type { Moments } from '../statistics/moments.ts';
import { count, short } from '../words.ts';
import { type Measure, nothing } from './measure.ts';
import { differenceState } from './states.ts';

const none: Moments = { count: 0, sum: 0, sumOfSquares: 0 };
/** Users at which the interval is narrowest; a test of another size is valid too, and decides a little later. */
const optimumCount = 5_000;

/**
 * The business metric of an A/B test, mean of the candidate's users against the champion's. Worse by anything proves a regression; better
 * by more than `minEffect` makes it the winner. Takes users as put into an arm by chance and counted once; values are bounded by the
 * policy, which needs no word on how they are distributed.
 */
export const outcome: Measure<DifferenceState> = {
  kind: 'outcome',
  weight: ({ strategy, hasChampion }) => (strategy.kind === 'ab' && hasChampion ? 4 : null),
  schema: differenceState,
  start: differenceStart,
  next: (state, { candidate, champion }, course) => {
    const test = testOf(course);
    const window = { candidate: candidate?.outcomes ?? none, champion: champion?.outcomes ?? none };
    return test ? differenceNext(state, window, test.share, test.design) : state;
  },
  read: (state, course) => {
    const test = testOf(course);
    if (!test) return nothing;
    const { design, higher, minEffect } = test;
    const seen = () => tell(state, course);
    return {
      ...nothing,
      worse: [
        {
          measure: 'outcome',
          share: 1,
          logE: logDifferenceE(state, 0, higher ? 'below' : 'above', design),
          tell: () => `the candidate is worse by what decides: ${seen()}`,
        },
      ],
      noWorse: [
        {
          measure: 'outcome',
          needed: true,
          logE: logDifferenceE(state, higher ? minEffect : -minEffect, higher ? 'above' : 'below', design),
          tell: seen,
        },
      ],
      holds:
        state.candidate.count > 0 && state.champion.count > 0 ? null : 'no outcomes of both versions were reported yet',
    };
  },
};

export function testOf({ strategy }: Course) {
  if (strategy.kind !== 'ab') return null;
  const { metric, minEffect, candidatePercent } = strategy;
  const share = candidatePercent / 100;
  // Values come scaled to 0 to 1.
  const design: DifferenceDesign = {
    range: { lower: 0, upper: 1 },
    minShare: Math.min(share, 1 - share),
    optimumCount,
  };
  const width = metric.highest - metric.lowest;
  return { share, design, width, higher: metric.better === 'higher', minEffect: minEffect / width };
}

function tell(state: DifferenceState, course: Course): string {
  if (course.strategy.kind !== 'ab') return '';
  const { metric, minEffect } = course.strategy;
  const test = testOf(course);
  const width = test?.width ?? 1;
  const mean = (of: Moments) => (of.count === 0 ? 'unknown' : short(metric.lowest + (of.sum / of.count) * width));
  // Of both sides together twice beta, so that the side which decides agrees with the e-value that does.
  const interval = test && differenceInterval(state, 2 * course.rules.beta, test.design);
  const between = interval
    ? `, a difference of ${short(interval.lower * width)} to ${short(interval.upper * width)}`
    : '';
  const wanted = `${metric.better} by more than ${short(minEffect)} wins`;
  return `${metric.name} ${mean(state.candidate)} of ${count(state.candidate.count)} users against ${mean(state.champion)} of ${count(state.champion.count)} of the champion${between}; ${wanted}`;
}
