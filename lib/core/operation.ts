import type { Progress } from './rollout/traffic.ts';
import type { StepContext } from './step-io.ts';

export const operations = ['rollback', 'promote', 'pause', 'resume', 'abort'] as const;
/** What an operator may do to a rollout, and to what serves. */
export type Operation = (typeof operations)[number];

/** What an operator asks for; `to` and `overwrite` are for a rollback. */
export interface OperateRequest {
  operation: Operation;
  /** Who asks; kept with what is done. */
  by: string;
  /** Version to serve again; absent: the one that served before, or where a rollout is open, what it began from. */
  to?: string | undefined;
  /** Takes over traffic that somebody else moved. */
  overwrite?: boolean | undefined;
}

/** The holder of the lease, where one is needed, is `executionArn`: of nothing that Step Functions knows. */
export interface OperateInput extends OperateRequest, StepContext {
  pipeline: string;
}

export interface OperateOutput {
  /** `pending`: traffic is on its way, and gets there by itself; asking again is how to look on. */
  progress: Progress;
  /** When to ask again; 0 once it is done. */
  waitSeconds: number;
  /** Who did what, and what happens next. */
  sentence: string;
  /** The release that traffic comes from and the one that it goes to; the same where none moves. Null: none. */
  from: string | null;
  to: string | null;
}
