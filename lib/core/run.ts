import type { CodeChange } from './code-change.ts';
import type { DataPart } from './data-parts.ts';
import type { GateName, GateRecord, Verdict } from './gate.ts';
import type { RolloutStep } from './rollout/step.ts';
import type { ArmWindow } from './rollout/traffic.ts';

export const triggerKinds = ['data', 'push', 'pull_request', 'schedule', 'drift', 'manual'] as const;
export type TriggerKind = (typeof triggerKinds)[number];

/** What a run takes from the champion, where it brings none of its own. */
export type Borrowed = Array<'source' | 'snapshot'>;

/** What started a run; stored as `runs/<id>/request.json`, written once but for what is borrowed. */
export interface RunRequest {
  runId: string;
  pipeline: string;
  machine: 'delivery' | 'pull_request';
  trigger: { kind: TriggerKind; detail: string };
  /** Hash of what caused it: the same cause and attempt always give the same run id. */
  cause: string;
  attempt: number;
  /** Hash naming `snapshots/<hash>.json`. */
  snapshot: string;
  /** Digest naming `sources/<digest>.zip`, and the commit it came from where there is one. */
  source: { digest: string; commit: string | null };
  /** The push or pull request that asked for it; absent for every other trigger. */
  change?: CodeChange | undefined;
  /**
   * What a later request brings along: of requests of one group that wait for their turn, the newest is enough. Absent: each
   * counts, as drops do that do not hold one another.
   */
  group?: string | undefined;
  /** What of it is the champion's: when its turn comes, that of the champion of then. */
  borrowed?: Borrowed | undefined;
  /** ISO 8601, UTC. */
  requestedAt: string;
}

/** The exact object versions that a run trains on. Its hash is that of this record without `hash`, as canonical JSON. */
export interface Snapshot {
  hash: string;
  files: Array<{ bucket: string; key: string; version: string; etag: string; size: number }>;
}

/** One shard of the Profile map: an entry of `runs/<id>/shards.json`. */
export interface Shard {
  index: number;
  /** Absent in what older versions of ourselves wrote: the data bucket. */
  bucket?: string | undefined;
  key: string;
  version: string;
  /** Of the whole file, in bytes. */
  size: number;
  /** @default the whole file */
  part?: DataPart | undefined;
}

export const outcomes = [
  'released',
  'passed',
  'rejected',
  'inconclusive',
  'rolled_back',
  'broken',
  'superseded',
  'requeued',
] as const;
/** How a run ended. `passed`: of a pull request, or of a candidate that serves already; `broken` means that something failed to run, not that a model was bad. */
export type Outcome = (typeof outcomes)[number];

export interface TimelineEntry {
  /** `delivery` or `rollout`. */
  machine: string;
  state: string;
  /** ISO 8601, UTC; `leftAt` is null while the state runs. */
  enteredAt: string;
  leftAt: string | null;
  status: 'done' | 'failed' | 'running';
}

export const decisions = ['continue', 'advance', 'promote', 'roll_back'] as const;
/** What the judge lets the machine do next: look again, go to the next step, or end the rollout one way or the other. */
export type Decision = (typeof decisions)[number];

/** One number that the judge keeps over a rollout, as it stood after a window. */
export interface Statistic {
  /** What was measured, e.g. `errors`, `latency`, `traffic-share`. */
  measure: string;
  /** What crossing the bar would prove: that the candidate is worse than allowed, or that it is no worse. */
  proves: 'worse' | 'no-worse';
  /** Natural logarithm of the e-value: of what was seen so far under the opposite of what it would prove. */
  logE: number;
  /** From here on it is proven. */
  bar: number;
}

/** One look of the judge at one window. */
export interface JudgedWindow {
  from: string;
  to: string;
  /** 0-based step of the plan. */
  step: number;
  candidatePercent: number;
  /** Absent: traffic was split. */
  manner?: RolloutStep['manner'] | undefined;
  candidate: ArmWindow | null;
  /** What the candidate is compared with: the champion, or a fresh copy of it. */
  champion: ArmWindow | null;
  decision: Decision;
  sentence: string;
  /** Absent in what older versions of ourselves wrote. */
  statistics?: Statistic[] | undefined;
}

export const handsOn = ['promote', 'abort', 'rollback', 'outside'] as const;
/** Who ended a rollout by hand, and how; `outside`: traffic was moved past Signalbox. */
export interface EndedByHand {
  by: string;
  did: (typeof handsOn)[number];
  /** ISO 8601, UTC. */
  at: string;
}

/** What the judge saw and decided in a rollout; `runs/<id>/rollout-evidence.json`. */
export interface RolloutEvidence {
  version: string;
  champion: string | null;
  strategy: string;
  windows: JudgedWindow[];
  /** Set with the last decision: `pass` promotes, anything else goes back. */
  verdict: Verdict | null;
  sentence: string;
  /** What the policy allowed when it was judged; absent before the first window. Shares of 1; `maxDisagreement` of a shadow only. */
  limits?: { maxErrorRate: number; maxLatencyP99Ms: number; maxDisagreement?: number | undefined } | undefined;
  /** What the judge keeps between two looks. */
  state?: unknown;
  /** Absent: the judge had the last word. */
  ended?: EndedByHand | undefined;
  /** Windows that were left out since, of those in which nothing was decided; absent: none. */
  thinned?: number | undefined;
}

/** How a run ended; stored as `runs/<id>/outcome.json`, written once by Settle. */
export interface RunOutcome {
  runId: string;
  pipeline: string;
  trigger: RunRequest['trigger'];
  outcome: Outcome;
  /** The gate that decided, where one did. */
  gate: GateName | null;
  sentence: string;
  /** Version cut by this run, whether or not it was promoted. */
  version: string | null;
  /** Version that serves after this run. */
  serving: string | null;
  executionArn: string;
  startedAt: string;
  endedAt: string;
  /** Set when the input could not be read: a stable error code. */
  errorCode: string | null;
}

/** Everything a report shows, gathered from the store. */
export interface RunRecord {
  request: RunRequest;
  outcome: RunOutcome;
  timeline: TimelineEntry[];
  gates: GateRecord[];
  rollout: RolloutEvidence | null;
}

/** Run ids are at most 40 characters (SageMaker job names leave room for a suffix in 63). */
export function runIdOf(kind: TriggerKind, cause: string, attempt: number): string {
  return `${kind.replaceAll('_', '-')}-${cause.slice(0, 12)}-${attempt}`;
}

/** Whether it reads like an id of a run; a folder may be called the same, and is then written with its path. */
export function isRunId(text: string): boolean {
  const kinds = triggerKinds.map((kind) => kind.replaceAll('_', '-')).join('|');
  return new RegExp(`^(${kinds})-[0-9a-f]{12}-[1-9][0-9]*$`).test(text);
}

const runIds = new RegExp(`\\b(?:${triggerKinds.join('|').replaceAll('_', '-')})-[0-9a-f]{12}-[0-9]+\\b`, 'g');

/** Every run that a text names: a sentence of ours, or the ARN of an execution, which is named after its run. */
export function runIdsIn(text: string): string[] {
  return [...new Set(text.match(runIds))];
}

/** Run ids of the attempts before this one, the latest first. */
export function earlierAttempts(runId: string): string[] {
  const [, stem, attempt] = /^(.*)-(\d+)$/.exec(runId) ?? [];
  return Array.from({ length: Number(attempt ?? 1) - 1 }, (_, index) => `${stem}-${Number(attempt) - 1 - index}`);
}
