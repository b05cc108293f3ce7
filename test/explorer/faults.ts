/** What becomes of a call's effect, and what its caller hears: an error, or nothing, because it is gone (`cut`), or its execution too. */
export interface Meaning {
  effect: 'none' | 'done' | 'late';
  caller: 'ThrottlingException' | 'TimeoutError' | 'cut' | 'stopped';
  /** The function goes on though its caller gave it up. */
  orphan?: true;
  /** Only calls that change something. */
  writes?: true;
  /** Only where a machine waits for the function. */
  machines?: true;
  /** Only calls whose effect may come long after. */
  slow?: true;
}

const all = {
  throttled: { effect: 'none', caller: 'ThrottlingException' },
  'answer lost': { effect: 'done', caller: 'TimeoutError', writes: true },
  'killed before': { effect: 'none', caller: 'cut' },
  'killed after': { effect: 'done', caller: 'cut', writes: true },
  'timed out, and goes on': { effect: 'none', caller: 'cut', orphan: true, machines: true },
  delayed: { effect: 'late', caller: 'TimeoutError', slow: true },
  'stopped before': { effect: 'none', caller: 'stopped', machines: true },
  'stopped after': { effect: 'done', caller: 'stopped', writes: true, machines: true },
  'stopped, and goes on': { effect: 'none', caller: 'stopped', orphan: true, machines: true },
} as const satisfies Record<string, Meaning>;

export type Fault = keyof typeof all;

export const meanings: Record<Fault, Meaning> = all;
