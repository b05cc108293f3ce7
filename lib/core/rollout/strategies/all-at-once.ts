import { type Strategy, splitStep } from './strategy.ts';

/** Blue/green: everything at once, and a bake in which the old version is kept, one call away. */
export const allAtOnce: Strategy<'all-at-once'> = {
  kind: 'all-at-once',
  steps: (_, around) => [splitStep(100, around)],
};
