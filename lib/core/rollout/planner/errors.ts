import { type Course, isCompared } from '../../judge/course.ts';
import { marginOf } from '../../judge/measures/errors.ts';
import { measures } from '../../judge/measures/registry.ts';
import type { RolloutStep } from '../step.ts';
import { blockGrowth, divergence, signWindows } from './evidence.ts';
import type { Flow } from './flow.ts';

/** What the spread of bets costs (block-mixture.ts): ln 5. */
const spreadCost = Math.log(5);
/** About what the mixture over rates costs (measures/limit.ts). */
const limitCost = 2;

/** The rate of a healthy service, as far as a policy tells: half of what it allows. */
function healthyRate({ rules }: Course): number {
  return rules.maxErrorRate > 0 ? rules.maxErrorRate / 2 : 0.001;
}

/** Seconds until a candidate with so many times the healthy rate is taken back in this step; ∞: it never is. */
export function catchSeconds(course: Course, step: RolloutStep, flow: Flow, multiple: number): number {
  const p0 = healthyRate(course);
  const p1 = Math.min(0.99, multiple * p0);
  const { windowSeconds } = course.plan;
  const seconds = Math.min(byChampion(course, step, flow, { p1, p0 }), byLimit(course, step, flow, p1));
  return Math.ceil(seconds / windowSeconds) * windowSeconds;
}

function byChampion(course: Course, step: RolloutStep, flow: Flow, rates: { p1: number; p0: number }): number {
  const margin = marginOf(course);
  if (!margin || !isCompared(course, step) || rates.p1 <= margin.ratio * rates.p0 + margin.difference) {
    return Number.POSITIVE_INFINITY;
  }
  const bar = barOf('errors', course);
  const { windowSeconds } = course.plan;
  if (step.manner === 'compared') return signWindows(rates, flow.candidate * windowSeconds, bar) * windowSeconds;
  return (bar + spreadCost) / blockGrowth(rates, flow, margin);
}

/** Beside a fresh baseline the bound is judged by bets on whole windows, which are slower than the comparison. */
function byLimit(course: Course, step: RolloutStep, flow: Flow, p1: number): number {
  const { maxErrorRate } = course.rules;
  if (p1 <= maxErrorRate || step.manner === 'compared') return Number.POSITIVE_INFINITY;
  if (maxErrorRate === 0) return 1 / (flow.candidate * p1);
  return (barOf('error-limit', course) + limitCost) / (flow.candidate * divergence(p1, maxErrorRate));
}

/** Nats a second towards the proof that a candidate as healthy as the champion is no worse. */
export function noWorseGrowth(course: Course, step: RolloutStep, flow: Flow): number {
  const rate = healthyRate(course);
  const margin = marginOf(course);
  const { maxErrorRate } = course.rules;
  if (!isCompared(course, step)) return flow.candidate * (maxErrorRate > 0 ? divergence(rate, maxErrorRate) : 0);
  if (!margin) return Number.POSITIVE_INFINITY;
  return margin.ratio * rate + margin.difference > rate ? blockGrowth({ p1: rate, p0: rate }, flow, margin) : 0;
}

/** ln 1/(alpha × weight), as the judge weighs. */
function barOf(kind: string, course: Course): number {
  const running = measures.flatMap((measure) => measure.run(undefined, course) ?? []);
  const total = running.reduce((sum, { weight }) => sum + weight, 0);
  const weight = (running.find((one) => one.kind === kind)?.weight ?? 0) / total;
  return Math.log(1 / (course.rules.alpha * weight));
}
