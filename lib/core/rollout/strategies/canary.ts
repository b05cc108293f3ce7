import type { Strategy } from './strategy.ts';

/** A little traffic first, then as the policy says. */
export const canary: Strategy<'canary'> = { kind: 'canary', stepPercents: ({ stepPercents }) => stepPercents };
