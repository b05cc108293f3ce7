import type { CodeChange } from './code-change.ts';
import type { Failure } from './failure.ts';
import type { GateName, Verdict } from './gate.ts';
import type { Borrowed, Outcome, RunRequest, Shard } from './run.ts';

/**
 * What goes into and comes out of each step: the payloads of the Lambda tasks in the state machines.
 * Small on purpose (state is at most 32 KiB): ids, keys and verdict summaries; everything else lies in the store.
 */

/** Input of an execution of Delivery and of PullRequest. */
export interface DeliveryInput {
  runId: string;
  pipeline: string;
}

/** In every payload: which run, and the execution that asks (the lease's holder: always that of Delivery, never of Rollout). */
export interface StepContext {
  runId: string;
  executionArn: string;
}

export interface AdmitOutput {
  /** `refuse`: training would cost more than is allowed. */
  decision: 'go' | 'requeue' | 'supersede' | 'refuse';
  sentence: string;
  /** `scan`: the registry's scan of the image is judged. */
  phases: { checks: boolean; image: boolean; scan: boolean };
  /** Fencing token of the lease; 0 where none is needed (pull requests). */
  token: number;
  sourceKey: string;
  /** Tag of the image of this source: `source-<first 40 characters of its digest>`. */
  imageTag: string;
  /** `trainMinutes`: after so many a build that trains is stopped, whatever it does. */
  limits: { trainSeconds: number; trainMinutes: number; approvalSeconds: number };
  /** Generated CodeBuild buildspecs. */
  buildspecs: { checks: string; image: string; train: string };
  /** SageMaker takes every hyperparameter as text. */
  hyperparameters: Record<string, string>;
}

/** One item of the Profile map. */
export interface ProfileInput extends StepContext {
  shard: Shard;
}

/** `unreadable` is an answer, not an exception: a distributed Map would hide which one it was. */
export interface ProfileOutput {
  index: number;
  status: 'profiled' | 'unreadable';
  rows: number;
}

/** JudgeData and JudgeModel. */
export interface JudgeOutput {
  verdict: Verdict;
  sentence: string;
}

export interface ScoreOutput {
  /** `unservable`: the candidate did not come up or did not answer; JudgeModel says why. */
  status: 'scored' | 'unservable';
  candidate: string;
  champion: string | null;
}

/** What to do with a proven candidate: release it, ask a person, wait for its turn, judge it against a new champion, or let it be; `keep`: it serves already. */
export interface PlanReleaseOutput {
  decision: 'cut' | 'ask' | 'wait' | 'rejudge' | 'supersede' | 'keep';
  /** Fencing token of the lease; 0 where it is not held. */
  token: number;
  /** After `wait`: when to look again. */
  waitSeconds: number;
  sentence: string;
}

export interface ApproveInput extends StepContext {
  taskToken: string;
}

export interface CutReleaseOutput {
  version: string;
  /** Champion that the candidate was judged against. */
  champion: string | null;
}

/** What the machine knows when it comes to Settle. */
export interface SettleInput extends StepContext {
  end: {
    outcome: Outcome;
    gate: GateName | null;
    failure: Failure | null;
  };
}

/** Recover: input is the EventBridge detail's executionArn, or nothing for the reaper's sweep. */
export interface RecoverInput {
  executionArn?: string;
}

export interface RecoverOutput {
  /** One sentence for each thing that was mended; empty when all was well. */
  mended: string[];
}

/** Names of the step functions: file name in `lib/steps/` and `lambda/`, value of SIGNALBOX_STEP. */
export const stepNames = [
  'intake',
  'admit',
  'judge-image',
  'profile',
  'judge-data',
  'score',
  'judge-model',
  'plan-release',
  'approve',
  'cut-release',
  'rollout-prepare',
  'rollout-shift',
  'rollout-judge',
  'rollout-promote',
  'rollout-roll-back',
  'rollout-verify',
  'publish',
  'settle',
  'recover',
] as const;
export type StepName = (typeof stepNames)[number];

/** Every Lambda function: the steps, and those that listen, speak and look again around the machines. */
export const functionNames = [...stepNames, 'operate', 'webhook', 'report', 'reconcile', 'door'] as const;
export type FunctionName = (typeof functionNames)[number];

/** Names of the build projects: value of SIGNALBOX_PROJECT in the project's environment. */
export const projectNames = ['checks', 'image', 'train'] as const;
export type ProjectName = (typeof projectNames)[number];

/**
 * Input of the reporter: a run, or the identity of a change that has none. What it says is read from the store, so that messages may
 * come twice and out of order.
 */
export type ReportInput = { runId: string } | { change: string };

/** Input of the intake: a drop's prefix in the data bucket, or a code change over the last snapshot. */
export interface IntakeInput {
  pipeline: string;
  trigger: RunRequest['trigger'];
  /** Prefix of the drop, e.g. `incoming/iris/2026-11-23/`; absent: train on the champion's snapshot again. */
  prefix?: string;
  sourceDigest: string;
  commit: string | null;
  machine?: RunRequest['machine'];
  /** A snapshot that is taken already; instead of `prefix`. */
  snapshot?: string;
  change?: CodeChange;
  /** See RunRequest. */
  group?: string;
  borrowed?: Borrowed;
  /** ISO 8601, UTC: where it was asked for before it could be started. */
  requestedAt?: string;
  /** Tells two askings for the same data and code apart. */
  nonce?: string;
}
