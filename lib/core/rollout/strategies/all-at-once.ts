import type { Strategy } from './strategy.ts';

/** Blue/green: everything at once, with a bake before the old version is let go. */
export const allAtOnce: Strategy<'all-at-once'> = { kind: 'all-at-once', stepPercents: () => [100] };
