import { type Strategy, splitStep } from './strategy.ts';

/** A little traffic first, then as the policy says. */
export const canary: Strategy<'canary'> = {
  kind: 'canary',
  steps: ({ stepPercents }, around) => stepPercents.map((percent) => splitStep(percent, around)),
};
