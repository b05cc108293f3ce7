import type { Verdict } from '../gate.ts';
import type { Policy } from '../policy/schema.ts';
import type { RolloutPlan } from '../rollout/step.ts';
import type { ArmWindow } from '../rollout/traffic.ts';
import type { Decision, JudgedWindow, Statistic } from '../run.ts';

/** What the judge sees when it looks at one whole window. */
export interface Look {
  rules: Policy['rollout']['judge'];
  strategy: Policy['rollout']['strategy'];
  plan: RolloutPlan;
  /** 0-based step, and the seconds since traffic was shifted to it, without those in which it was paused. */
  step: number;
  secondsInStep: number;
  /** An operator holds the rollout where it is: nothing passes and no time runs out, but what is proven bad goes back. */
  paused: boolean;
  /** Windows judged before this one, over the whole rollout. */
  earlier: Array<Pick<JudgedWindow, 'step' | 'candidate' | 'champion'>>;
  /** What the judge left behind after the last window; undefined before the first. JSON. */
  state: unknown;
  /** This window's candidate; null when it got no request. */
  candidate: ArmWindow | null;
  /** What it is compared with: a fresh baseline where one runs, otherwise what serves the rest. */
  champion: ArmWindow | null;
  /** Whether anything served before: where nothing did, nobody can be calling yet. */
  hasChampion: boolean;
}

export interface Ruling {
  decision: Decision;
  /** Of the whole rollout; set with the decision that ends it. */
  verdict: Verdict | null;
  sentence: string;
  statistics: Statistic[];
  /** To be handed in with the next look. JSON. */
  state: unknown;
}
