import type { RolloutStep } from '../rollout/step.ts';
import type { ArmWindow } from '../rollout/traffic.ts';
import type { Look } from './look.ts';

/** What stands fixed over a rollout. What is measured, and with which weight, follows from it alone, not from what is seen. */
export type Course = Pick<Look, 'rules' | 'strategy' | 'plan' | 'hasChampion'>;

/** One whole window. */
export interface Seen {
  at: RolloutStep;
  /** 0-based step, and number of the window in it. */
  step: number;
  windowInStep: number;
  /** Since traffic was shifted, at the end of the window. */
  secondsInStep: number;
  candidate: ArmWindow | null;
  /** What the candidate may be compared with in this step. */
  champion: ArmWindow | null;
}

/** Whether a step leaves the champion any requests to be compared with. */
export function isCompared({ hasChampion }: Course, { manner, percent }: RolloutStep): boolean {
  return hasChampion && (manner === 'mirrored' || manner === 'replayed' || percent < 100);
}

export function everCompared(course: Course): boolean {
  return course.plan.steps.some((step) => isCompared(course, step));
}

/** Whether callers are spared: what the candidate answers is compared, and thrown away. */
export function isShadow({ manner }: RolloutStep): boolean {
  return manner === 'mirrored' || manner === 'replayed';
}
