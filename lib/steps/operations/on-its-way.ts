import type { RolloutOutput } from '../../core/rollout/step-io.ts';

/** What whoever asked is told while the target is at it. */
export function onItsWay({ sentence }: Pick<RolloutOutput, 'sentence'>): string {
  return `${sentence}, and gets there by itself; the same command looks on`;
}
