import { judge } from '../../../lib/core/judge/judge.ts';
import type { Look, Ruling } from '../../../lib/core/judge/look.ts';
import { judge as rulesSchema } from '../../../lib/core/policy/judge.ts';
import type { ArmWindow } from '../../../lib/core/rollout/traffic.ts';
import { canaryPlan } from '../../support/plans.ts';

const limits = { minRequests: 30, maxErrorRate: 0.02, maxLatencyP99Ms: 500 };

export function rulesWith(over: Record<string, unknown> = {}): Look['rules'] {
  return rulesSchema.parse({ ...limits, ...over });
}

export function arm(requests: number, errors: number, over: Partial<ArmWindow> = {}): ArmWindow {
  return { servableId: 'arm', requests, errors, p50Ms: 5, p99Ms: 20, ...over };
}

/** A canary of 10 % and 50 %, baked for 3 s and decided within 9 s, judged by windows of 1 s. */
export function lookWith(over: Partial<Look> = {}): Look {
  return {
    rules: rulesWith(),
    strategy: { kind: 'canary', stepPercents: [10, 50] },
    plan: canaryPlan(),
    step: 0,
    secondsInStep: 1,
    paused: false,
    earlier: [],
    state: undefined,
    candidate: null,
    champion: null,
    hasChampion: true,
    ...over,
  };
}

export type Window = Pick<Look, 'candidate' | 'champion'> & Partial<Pick<Look, 'step' | 'secondsInStep' | 'paused'>>;

/** Judges windows one after another, as the machine does, up to the decision that ends the rollout; steps advance as decided. */
export function judged(windows: Window[], over: Partial<Look> = {}): Ruling[] {
  const rulings: Ruling[] = [];
  const earlier: Look['earlier'] = [];
  let { step, secondsInStep } = { step: 0, secondsInStep: 0 };
  for (const window of windows) {
    const last = rulings.at(-1);
    if (last?.decision === 'promote' || last?.decision === 'roll_back') break;
    if (last?.decision === 'advance') [step, secondsInStep] = [step + 1, 0];
    secondsInStep += lookWith(over).plan.windowSeconds;
    rulings.push(
      judge(lookWith({ ...over, step, secondsInStep, ...window, state: last?.state, earlier: [...earlier] })),
    );
    earlier.push({ step, candidate: window.candidate, champion: window.champion });
  }
  return rulings;
}

export function lastOf(windows: Window[], over: Partial<Look> = {}): Ruling {
  const ruling = judged(windows, over).at(-1);
  if (!ruling) throw new Error('no window was judged');
  return ruling;
}

export function times(count: number, window: Window): Window[] {
  return Array.from({ length: count }, () => window);
}
