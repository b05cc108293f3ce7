import type { Course } from '../../judge/course.ts';
import { testOf } from '../../judge/measures/outcome.ts';
import { differenceStart, logDifferenceE } from '../../judge/statistics/difference.ts';

/** Of a metric in units of its range: a standard deviation of a quarter. */
const variance = 1 / 16;
const mostUsers = 1e9;

/**
 * Users, in both arms, after which an A/B test typically names the winner when the candidate is better by this, in units of the metric;
 * ∞ when it is not better by more than `minEffect`.
 */
export function neededUsers(course: Course, effect: number): number {
  const test = testOf(course);
  if (!test) return Number.POSITIVE_INFINITY;
  const bar = Math.log(1 / course.rules.beta);
  const better = effect / test.width;
  const each = variance * (1 / test.share + 1 / (1 - test.share));
  const proves = (count: number) => {
    const state = { ...differenceStart, count, sum: count * better, variance: count * each };
    return logDifferenceE(state, test.minEffect, 'above', test.design) >= bar;
  };
  let most = 100;
  while (!proves(most)) {
    most *= 2;
    if (most > mostUsers) return Number.POSITIVE_INFINITY;
  }
  let least = most / 2;
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if (proves(middle)) most = middle;
    else least = middle;
  }
  return most;
}
