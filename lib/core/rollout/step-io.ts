import type { Decision } from '../run.ts';
import type { StepContext } from '../step-io.ts';
import type { Progress } from './traffic.ts';

/** Payloads of the steps of Rollout and Watch; those of the others are in `core/step-io.ts`. */
export interface RolloutInput extends StepContext {
  version: string;
  token: number;
}

export interface RolloutPrepareInput extends RolloutInput {
  /** ISO 8601, UTC: when the rollout's execution began, and with it the preparing. */
  startedAt: string;
}

/** `over`: an operator ended it; what became of it is RollBack's to say. */
export interface RolloutPrepareOutput {
  progress: Progress | 'over';
  /** After `pending`: when to ask again. */
  waitSeconds: number;
  /** How long the machine waits between two looks of the judge. */
  windowSeconds: number;
}

/** `held`: an operator holds it at the step that is answered. */
export interface RolloutShiftOutput {
  progress: Progress | 'held' | 'over';
  waitSeconds: number;
  step: number;
  percent: number;
}

/** Of Shift: `step` is 0-based. */
export interface RolloutStepInput extends RolloutInput {
  step: number;
}

/** Of Judge, in an execution of Watch. */
export interface RolloutJudgeInput extends RolloutStepInput {
  /** Looks before this one in the same execution. */
  looks: number;
}

/** Input of an execution of Watch; `judge` is replaced by each answer of the judge. */
export interface WatchInput extends RolloutStepInput {
  windowSeconds: number;
  judge: Pick<RolloutJudgeOutput, 'looks'>;
}

export interface RolloutJudgeOutput {
  decision: Decision | 'over';
  /** Step to be in next: the one judged, or on `advance` the one to shift to. */
  step: number;
  sentence: string;
  /** This one included. */
  looks: number;
}

/**
 * `pending`: traffic is on its way there; ask again after `waitSeconds`. `held`: an operator holds the rollout where it is.
 * `unknown`: somebody else moved traffic, and what they did stands.
 */
export interface RolloutOutput {
  outcome: 'promoted' | 'rolled_back' | 'inconclusive' | 'unknown' | 'pending' | 'held';
  sentence: string;
  /** 0 where there is nothing to ask again. */
  waitSeconds: number;
}
