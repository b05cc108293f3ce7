import * as z from 'zod';
import type { ArmWindow } from '../../rollout/traffic.ts';
import { evaluateCondition } from '../argo/evaluate-condition.ts';
import { parseCondition } from '../argo/parse-condition.ts';
import { type Course, isCompared, type Seen } from '../course.ts';
import { type SignState, signNext, signStart } from '../statistics/sign-e.ts';
import { type Measure, nothing, type Process } from './measure.ts';
import { signState } from './states.ts';

interface MetricState {
  sign: SignState;
  /** Windows of the whole rollout that missed the metric's own condition. */
  missed: number;
  /** Windows of the candidate with a value in this step. */
  seenInStep: number;
  step: number;
}

type CustomState = Record<string, MetricState>;
type Rule = Course['rules']['metrics'][number];

const start: MetricState = { sign: signStart, missed: 0, seenInStep: 0, step: 0 };

/**
 * The workload's own metrics, each by the sign of its difference from the champion in a window, where both versions get as many requests: beside a
 * fresh baseline or in a split by halves. Elsewhere a statistic of few requests and one of many differ by their sizes alone.
 *
 * A `successCondition` is asked of each of the candidate's windows by itself, beside whom ever: more than `failureLimit` that miss it go back,
 * which is a bound and no test.
 */
export const custom: Measure<CustomState> = {
  kind: 'custom',
  weight: ({ rules }) => (rules.metrics.length > 0 ? 1 : null),
  schema: z.record(
    z.string(),
    z.strictObject({ sign: signState, missed: z.number(), seenInStep: z.number(), step: z.number() }),
  ),
  start: {},
  next: (state, seen, course) =>
    Object.fromEntries(
      course.rules.metrics.map((rule) => [rule.name, metricNext(state[rule.name] ?? start, rule, seen, course)]),
    ),
  read: (state, { rules }) => {
    const share = 1 / rules.metrics.length;
    const unseen = rules.metrics.filter(({ name }) => !state[name]?.seenInStep).map(({ name }) => name);
    return {
      ...nothing,
      bakes: true,
      worse: rules.metrics.map((rule) => ({ ...processOf(rule, state[rule.name] ?? start), share })),
      broken: brokenBy(state, rules.metrics),
      holds: unseen.length > 0 ? `no value of ${unseen.join(', ')} was measured in this step` : null,
    };
  },
};

function metricNext(state: MetricState, rule: Rule, seen: Seen, course: Course): MetricState {
  const here = state.step === seen.step ? state : { ...state, step: seen.step, seenInStep: 0 };
  const { name, better } = rule;
  const ours = valueIn(seen.candidate, name);
  if (Number.isNaN(ours)) return here;
  const missed = here.missed + (meets(rule, ours) ? 0 : 1);
  const counted = { ...here, missed, seenInStep: here.seenInStep + 1 };
  if (!seen.champion || !halved(seen, course)) return counted;
  const difference = ours - valueIn(seen.champion, name);
  return { ...counted, sign: signNext(here.sign, better === 'lower' ? difference : -difference) };
}

/** As Argo Rollouts' measurements: `result` is the window's value. */
function meets({ successCondition }: Rule, value: number): boolean {
  return successCondition === undefined || evaluateCondition(parseCondition(successCondition), value);
}

function brokenBy(state: CustomState, rules: Rule[]): string | null {
  const rule = rules.find(({ name, failureLimit }) => (state[name]?.missed ?? 0) > failureLimit);
  if (!rule) return null;
  const missed = state[rule.name]?.missed;
  return `${rule.name} of the candidate missed "${rule.successCondition}" in ${missed} windows; allowed: ${rule.failureLimit}`;
}

function halved({ at, champion }: Seen, course: Course): boolean {
  return champion?.baseline === true || (isCompared(course, at) && at.manner === 'split' && at.percent === 50);
}

function valueIn(arm: ArmWindow | null, name: string): number {
  const value = arm?.custom?.[name];
  return value !== undefined && Number.isFinite(value) ? value : Number.NaN;
}

function processOf({ name, better }: Rule, { sign }: MetricState): Process {
  const word = better === 'lower' ? 'higher' : 'lower';
  const tell = () =>
    `${name} of the candidate was ${word} than the champion's in ${sign.ups} of ${sign.ups + sign.downs} windows; allowed: half of them`;
  return { measure: name, logE: sign.logE, tell };
}
