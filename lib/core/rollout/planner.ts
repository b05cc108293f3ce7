import { type Course, isShadow } from '../judge/course.ts';
import { count, percent, perSecond } from '../judge/words.ts';
import type { Policy } from '../policy/schema.ts';
import { planOf } from './plan.ts';
import { catchSeconds, noWorseGrowth } from './planner/errors.ts';
import { divergence } from './planner/evidence.ts';
import { type Flow, flowOf } from './planner/flow.ts';
import { neededUsers } from './planner/users.ts';
import type { RolloutStep } from './step.ts';

/** What a step will typically take at the expected requests, in seconds. null: not in any time that matters. */
export interface StepForecast {
  step: RolloutStep;
  /** Requests a second of the candidate. */
  candidatePerSecond: number;
  minRequestsSeconds: number;
  /** Until a candidate with 5 and with 10 times the errors of a healthy one is taken back. */
  catch5Seconds: number | null;
  catch10Seconds: number | null;
  /** Until a healthy one is proven no worse, with what earlier steps showed during their bakes; of A/B, until the winner is. */
  proofSeconds: number | null;
  /** Whether all that the step has to show fits into its time. */
  fits: boolean;
  /** Why not, or why only just. */
  note: string | null;
}

export interface Forecast {
  requestsPerSecond: number;
  steps: StepForecast[];
  /** Why the plan is refused; null: it is not, be it that it fits or that the policy allows it. */
  refused: string | null;
}

/** Proofs scatter: one in ten takes about this many times as long as it typically does (`npm run bench -- judge`). */
const scatter = 2.3;

/**
 * How long a rollout will typically take to find a bad candidate, and to prove a good one, by the growth of evidence at
 * the expected requests (planner/evidence.ts). A healthy version fails half as often as the policy allows. null: no rate is expected, so
 * nothing is checked.
 */
export function forecast(
  policy: Policy,
  place: 'aws' | 'local',
  requestsPerSecond: number | undefined,
): Forecast | null {
  if (requestsPerSecond === undefined) return null;
  const { judge: rules, strategy } = policy.rollout;
  const course = { rules, strategy, plan: planOf(policy, place, true), hasChampion: true };
  const steps: StepForecast[] = [];
  let shown = 0;
  for (const step of course.plan.steps) {
    const flow = flowOf(step, requestsPerSecond);
    steps.push(stepForecast(course, step, flow, shown));
    shown += noWorseGrowth(course, step, flow) * step.bakeSeconds;
  }
  const first = steps.find(({ fits }) => !fits);
  return { requestsPerSecond, steps, refused: first && rules.underpowered === 'refuse' ? refusedBy(first) : null };
}

/** One sentence for a plan that could not be decided in its time; null when it may run. */
export function refusal(of: Forecast | null): string | null {
  return of?.refused ?? null;
}

function stepForecast(course: Course, step: RolloutStep, flow: Flow, shown: number): StepForecast {
  const { rules, plan } = course;
  const minRequestsSeconds = rules.minRequests / flow.candidate;
  const proof = proofSeconds(course, step, flow, shown);
  const catch10 = catchSeconds(course, step, flow, 10);
  const timed = {
    step,
    candidatePerSecond: flow.candidate,
    minRequestsSeconds,
    catch5Seconds: finite(catchSeconds(course, step, flow, 5)),
    catch10Seconds: finite(catch10),
    proofSeconds: finite(proof),
  };
  const at = `at ${perSecond(flow.candidate)} requests/s of the candidate the step of ${step.percent} %`;
  const has = `it has ${count(step.deadlineSeconds)} s`;
  const bad = (why: string) => ({ ...timed, fits: false, note: `${at} ${why}, and ${has}` });
  if (minRequestsSeconds > step.deadlineSeconds)
    return bad(`takes ${seconds(minRequestsSeconds)} to get ${count(rules.minRequests)} requests (judge.minRequests)`);
  const last = step === plan.steps.at(-1);
  if (last && needsProof(course) && proof > step.deadlineSeconds)
    return bad(`takes ${seconds(proof)} to prove that a healthy candidate is ${proofOf(course)}`);
  if (catch10 > step.deadlineSeconds && !needsProof(course))
    return bad(`takes ${seconds(catch10)} to find ten times as many errors`);
  const close = last && needsProof(course) && proof * scatter > step.deadlineSeconds;
  const note = close ? `${at} may need up to ${seconds(proof * scatter)} for its proof, and ${has}` : null;
  return { ...timed, fits: true, note };
}

function needsProof({ rules, strategy }: Course): boolean {
  return rules.promoteOn === 'proof' || strategy.kind === 'ab';
}

function proofOf({ strategy, rules }: Course): string {
  if (strategy.kind === 'ab') return `better by twice judge.minEffect`;
  return `no worse than allowed (${percent(rules.errors.maxIncrease ?? rules.maxErrorRate)} more)`;
}

function proofSeconds(course: Course, step: RolloutStep, flow: Flow, shown: number): number {
  const bar = Math.log(1 / course.rules.beta);
  const { strategy } = course;
  if (strategy.kind === 'ab') {
    // Who wants no least effect is told about one of a hundredth of the metric's range.
    const effect =
      strategy.minEffect > 0 ? 2 * strategy.minEffect : (strategy.metric.highest - strategy.metric.lowest) / 100;
    return neededUsers(course, effect) / (flow.candidate + flow.champion);
  }
  const byErrors = Math.max(0, bar - shown) / noWorseGrowth(course, step, flow);
  if (!isShadow(step) || strategy.kind !== 'shadow') return byErrors;
  const { maxDisagreement: most } = strategy;
  const byAgreement = (bar + 1) / (flow.candidate * (most > 0 ? divergence(most / 2, most) : 0));
  return Math.max(byErrors, byAgreement);
}

function refusedBy({ note }: StepForecast): string {
  return `${note}: give the candidate a larger share, the step a longer bake or more patience, or allow a wider margin; \`rollout.judge.underpowered: allow\` runs it all the same`;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? Math.ceil(value) : null;
}

function seconds(value: number): string {
  return Number.isFinite(value) ? `about ${count(Math.ceil(value))} s` : 'forever';
}
