import * as z from 'zod';
import { type Measure, nothing } from './measure.ts';

/** How many windows in a row, up to the last one, were too slow; windows without requests neither count nor break the row. */
interface SlowState {
  row: number;
  lastMs: number | null;
  step: number;
  requestsInStep: number;
  measuredInStep: boolean;
}

const mostInRow = 2;

/** The 99th percentile of a window against `maxLatencyP99Ms`: a bound on what was seen, twice in a row, and no test. */
export const latencyLimit: Measure<SlowState> = {
  kind: 'latency-limit',
  weight: () => 0,
  schema: z.strictObject({
    row: z.number(),
    lastMs: z.number().nullable(),
    step: z.number(),
    requestsInStep: z.number(),
    measuredInStep: z.boolean(),
  }),
  start: { row: 0, lastMs: null, step: 0, requestsInStep: 0, measuredInStep: false },
  next: (state, { candidate, step }, { rules }) => {
    const here = state.step === step ? state : { ...state, step, requestsInStep: 0, measuredInStep: false };
    const ms = candidate?.p99Ms ?? null;
    const requestsInStep = here.requestsInStep + (candidate?.requests ?? 0);
    if (ms === null) return { ...here, requestsInStep };
    const row = ms > rules.maxLatencyP99Ms ? here.row + 1 : 0;
    return { row, lastMs: ms, step, requestsInStep, measuredInStep: true };
  },
  read: ({ row, lastMs, requestsInStep, measuredInStep }, { rules }) => {
    const seen = `the candidate's 99th percentile was above ${rules.maxLatencyP99Ms} ms`;
    const slow = row === 1 ? `${seen} in the last window (${lastMs} ms)` : null;
    const blind =
      requestsInStep > 0 && !measuredInStep ? 'no latency of the candidate was measured in this step' : null;
    return {
      ...nothing,
      broken: row >= mostInRow ? `${seen} in ${row} windows in a row (last ${lastMs} ms)` : null,
      holds: slow ?? blind,
    };
  },
};
