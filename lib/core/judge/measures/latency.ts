import * as z from 'zod';
import { latencyBinMs } from '../../rollout/traffic.ts';
import { type Course, everCompared, isCompared } from '../course.ts';
import { combineLogE } from '../statistics/combine-e.ts';
import { logQuantileE } from '../statistics/quantile-e.ts';
import { type SignState, signNext, signStart } from '../statistics/sign-e.ts';
import { short } from '../words.ts';
import { addBins, type Bins, quantileMs } from './bins.ts';
import { type Measure, nothing } from './measure.ts';
import { signState } from './states.ts';

interface LatencyState {
  /** Of the steps before, as each ended. */
  ended: number[];
  step: number;
  /** ln of the e-value of this step, whose bins follow. */
  logE: number;
  candidate: Bins;
  champion: Bins;
  /** Windows with a fresh baseline, and the last two quantiles, in ms. */
  sign: SignState;
  last: { candidate: number; champion: number } | null;
}

const growth = latencyBinMs(1) / latencyBinMs(0);
const bins = z.record(z.string(), z.number());

/**
 * A quantile of the candidate's latency against `maxRatio` times the champion's.
 *
 * Beside the champion all latencies of a step are compared (quantile-e.ts), which takes them as independent and of one distribution
 * as long as the step lasts; each step starts anew, since load changes with the share, and the mean over the plan's steps counts.
 * Beside a fresh baseline the sign of candidate − maxRatio × baseline, window by window. Where neither is to be had, nothing is
 * compared, and `maxLatencyP99Ms` stands alone.
 */
export const latency: Measure<LatencyState> = {
  kind: 'latency',
  weight: (course) => (course.rules.latency && everCompared(course) ? 1 : null),
  schema: z.strictObject({
    ended: z.array(z.number()),
    step: z.number(),
    logE: z.number(),
    candidate: bins,
    champion: bins,
    sign: signState,
    last: z.strictObject({ candidate: z.number(), champion: z.number() }).nullable(),
  }),
  start: { ended: [], step: 0, logE: 0, candidate: {}, champion: {}, sign: signStart, last: null },
  next: (state, { step, candidate, champion }, { rules }) => {
    const here = state.step === step ? state : startedAt(state, step);
    if (!candidate || !champion || !rules.latency) return here;
    const { quantile, maxRatio } = rules.latency;
    if (champion.baseline) {
      const last = { candidate: quantileMs(candidate, quantile), champion: quantileMs(champion, quantile) };
      if (last.candidate === null || last.champion === null) return here;
      const sign = signNext(here.sign, last.candidate - maxRatio * last.champion);
      return { ...here, sign, last: { candidate: last.candidate, champion: last.champion } };
    }
    if (!candidate.latencies || !champion.latencies) return here;
    const totals = {
      candidate: addBins(here.candidate, candidate.latencies),
      champion: addBins(here.champion, champion.latencies),
    };
    const logE = logQuantileE(totals.candidate, totals.champion, { quantile, ratio: maxRatio, growth });
    return { ...here, ...totals, logE };
  },
  read: (state, course) => {
    const { quantile = 0, maxRatio = 1 } = course.rules.latency ?? {};
    const tell = () =>
      `the candidate answers more slowly than allowed: ${seen(state, quantile)} at the ${short(quantile * 100)}th percentile; allowed: ${maxRatio} times as long`;
    return {
      ...nothing,
      bakes: true,
      worse: [{ measure: 'latency', share: 1, logE: logSteps(state, course) + state.sign.logE, tell }],
    };
  },
};

function startedAt(state: LatencyState, step: number): LatencyState {
  return { ...state, ended: [...state.ended, state.logE], step, logE: 0, candidate: {}, champion: {} };
}

/** A step that is still to come counts with the e-value 1. */
function logSteps({ ended, logE }: LatencyState, course: Course): number {
  const known = [...ended, logE];
  const count = Math.max(known.length, course.plan.steps.filter((step) => isCompared(course, step)).length);
  return combineLogE(Array.from({ length: count }, (_, i) => ({ logE: known[i] ?? 0, weight: 1 / count })));
}

function seen({ candidate, champion, last }: LatencyState, quantile: number): string {
  const of = (latencies: Bins) => quantileMs({ latencies, p50Ms: null, p99Ms: null }, quantile);
  const ms = (value: number | null | undefined) => (value == null ? 'unknown' : `${short(value)} ms`);
  const sides = last ?? { candidate: of(candidate), champion: of(champion) };
  return `${ms(sides.candidate)} against ${ms(sides.champion)} of the champion`;
}
