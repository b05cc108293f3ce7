import { judge } from '../../../lib/core/judge/judge.ts';
import type { Look, Ruling } from '../../../lib/core/judge/look.ts';
import { judge as rulesSchema } from '../../../lib/core/policy/judge.ts';
import type { Window } from './traffic.ts';

export interface Judged {
  /** Seconds until it was taken back, or until its last step passed; null: neither. */
  rolledBack: number | null;
  promoted: number | null;
}

interface Rollout {
  rules: Look['rules'];
  manner: 'split' | 'compared';
  percent: number;
  windowSeconds: number;
  /** Held by an operator: nothing passes, so that all of the time is judged. */
  paused?: boolean;
}

/** The policy's rules with all defaults, but for what is given. */
export function rulesOf(over: Record<string, unknown>): Look['rules'] {
  return rulesSchema.parse({ minRequests: 1, maxErrorRate: 0.01, maxLatencyP99Ms: 1e12, ...over });
}

/** Judges one step with the real judge until it decides or `seconds` are over. */
export function judgeOver(
  seconds: number,
  { rules, manner, percent, windowSeconds, paused }: Rollout,
  window: () => Window,
): Judged {
  const step = { manner, percent, bakeSeconds: seconds * 2, deadlineSeconds: seconds * 2 };
  const plan = { strategy: 'canary', steps: [step], windowSeconds };
  let state: unknown;
  for (let at = windowSeconds; at <= seconds; at += windowSeconds) {
    const ruling: Ruling = judge({
      rules,
      plan,
      strategy: { kind: 'canary', stepPercents: [percent] },
      step: 0,
      secondsInStep: at,
      paused: paused === true,
      earlier: [],
      state,
      hasChampion: true,
      ...window(),
    });
    if (ruling.decision === 'roll_back') return { rolledBack: at, promoted: null };
    if (ruling.decision === 'promote') return { rolledBack: null, promoted: at };
    state = ruling.state;
  }
  return { rolledBack: null, promoted: null };
}
