import * as z from 'zod';
import type { RolloutStep } from '../../rollout/step.ts';
import type { ArmWindow } from '../../rollout/traffic.ts';
import { type Course, isCompared, isShadow, type Seen } from '../course.ts';
import { logMultinomialE } from '../statistics/dirichlet-multinomial.ts';
import { count, percent } from '../words.ts';
import { type Measure, nothing } from './measure.ts';

interface ShareState {
  step: number;
  candidate: number;
  champion: number;
}

/**
 * Whether traffic is divided as configured: where it is not, something other than chance chose who is answered by whom, and no
 * comparison means anything. It takes nothing back, but nothing passes while it is so. Each step counts anew, from its second window on:
 * the first may hold requests that were still routed as before. Requests are divided one by one; a sticky split divides users, who
 * count when an outcome is reported of them. Copies are no division, so there is none to check.
 */
export const trafficShare: Measure<ShareState> = {
  kind: 'traffic-share',
  weight: (course) => (course.plan.steps.some((step) => sharesOf(course, step)) ? 0 : null),
  schema: z.strictObject({ step: z.number(), candidate: z.number(), champion: z.number() }),
  start: { step: 0, candidate: 0, champion: 0 },
  next: (state, seen) => {
    const here = state.step === seen.step ? state : { step: seen.step, candidate: 0, champion: 0 };
    if (seen.windowInStep === 0) return here;
    return {
      ...here,
      candidate: here.candidate + units(seen, seen.candidate),
      champion: here.champion + units(seen, seen.champion),
    };
  },
  read: ({ candidate, champion }, course, at) => {
    const shares = sharesOf(course, at);
    if (!shares) return nothing;
    const logE = logMultinomialE([candidate, champion], shares);
    const tell = () =>
      `the candidate got ${percent(candidate / (candidate + champion))} of the traffic instead of ${percent(shares[0])} (${count(candidate)} of ${count(candidate + champion)}), which chance does not explain`;
    return { ...nothing, distrust: [{ measure: 'traffic-share', logE, tell }], bakes: candidate + champion === 0 };
  },
};

/** Of candidate and champion; null where traffic is not divided between them. */
function sharesOf(course: Course, step: RolloutStep): [number, number] | null {
  if (!isCompared(course, step) || isShadow(step)) return null;
  return step.manner === 'compared' ? [0.5, 0.5] : [step.percent / 100, 1 - step.percent / 100];
}

function units({ at }: Seen, arm: ArmWindow | null): number {
  return (at.manner === 'sticky' ? arm?.outcomes?.count : arm?.requests) ?? 0;
}
