import { type Strategy, splitStep } from './strategy.ts';

/** Equal increments below 100 %; what is left of it comes with the promotion. 25 gives 25, 50, 75. */
export const linear: Strategy<'linear'> = {
  kind: 'linear',
  steps: ({ stepPercent }, around) => {
    const count = Math.ceil(100 / stepPercent) - 1;
    return Array.from({ length: count }, (_, i) => splitStep((i + 1) * stepPercent, around));
  },
};
