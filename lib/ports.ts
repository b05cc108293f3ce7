import type { CodeHost } from './code-host-ports.ts';
import type { PaidTraining } from './core/cost/paid-training.ts';
import type { Policy } from './core/policy/schema.ts';
import type { Signature } from './core/release/signature.ts';
import type { RolloutPlan } from './core/rollout/step.ts';
import type { TargetFacts } from './core/rollout/target-facts.ts';
import type { ArmWindow, LiveRoute, Progress, Route } from './core/rollout/traffic.ts';
import type { RunRequest, TimelineEntry } from './core/run.ts';
import type { Servable } from './core/servable.ts';

/** Body of a put: bytes, text, or a file that is streamed from disk. */
export type Body = string | Uint8Array | { file: string };

/** From `start` up to `end`, which is not among them and not above the size. */
export interface ByteRange {
  start: number;
  end: number;
}

/** `absent`: only if no object is there (If-None-Match: *). `match`: only if the object still has this etag (If-Match). */
export type Condition = { absent: true } | { match: string };

export interface StoredObject {
  bytes: Uint8Array;
  etag: string;
}

export interface Downloaded {
  /** ISO 8601, UTC; undefined where the place does not say. */
  modifiedAt: string | undefined;
}

export interface ListedObject {
  key: string;
  /** Bytes. */
  size: number;
  etag: string;
  /** Version id of the newest version. */
  version: string;
  /** ISO 8601, UTC. */
  modifiedAt: string;
}

/**
 * A versioned object store. `put` answers `{ won: false }` when its condition did not hold (409 and 412 on S3): after that,
 * and after a lost response, read and compare. Keys are 1 to 1,024 bytes of UTF-8, segments never `.`, `..` or empty.
 */
export interface ObjectStore {
  get(key: string): Promise<StoredObject | undefined>;
  put(key: string, body: Body, condition?: Condition): Promise<{ won: true; etag: string } | { won: false }>;
  /** All objects under the prefix, in ascending order of the keys' UTF-8 bytes. */
  list(prefix: string): AsyncIterable<ListedObject>;
  /**
   * Streams one object to a local file. With `version`, exactly that version or an InputError `object-gone`. With `range`, these
   * bytes of it are written where they lie in the object; what else the file holds, or that it holds nothing, stays. Answers with
   * when that version was written.
   */
  download(key: string, path: string, version?: string, range?: ByteRange): Promise<Downloaded>;
}

/** As Step Functions says it. `UNKNOWN`: started a moment ago, or long forgotten. */
export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'UNKNOWN';

/** Starts and looks at executions of the state machines. */
export interface Executions {
  /** Starts the machine under the request's run id; `already` when an execution of that name exists. Idempotent. */
  start(request: RunRequest): Promise<'started' | 'already'>;
  describe(executionArn: string): Promise<ExecutionStatus>;
  /** States of an execution so far, in order of entry; nested executions follow their caller. */
  timeline(executionArn: string): Promise<TimelineEntry[]>;
  /** Lets a state that waits for this task token go on, or fail; `gone` when nobody waits (any more), so it may be said twice. */
  answer(taskToken: string, said: { goOn: boolean; reason: string }): Promise<'told' | 'gone'>;
}

/**
 * Where a model serves. Every method is idempotent, reads back what it changed, makes at most one change that moves traffic,
 * and answers `pending` instead of waiting for minutes: whoever asked asks again until it is `done`.
 */
export interface DeploymentTarget {
  /** Makes the version invocable without giving it traffic; InputError `not-ready` when it never is. */
  prepare(servable: Servable): Promise<Progress>;
  /**
   * Sets the whole route and verifies it; ConflictError `foreign-writer` when what is live is neither `expected`, nor the route,
   * nor on the way between them. `plan` is what a target needs that moves traffic by itself.
   */
  shift(route: Route, expected: Route, plan?: RolloutPlan): Promise<Progress>;
  /** The live route, read from the target and never from memory. */
  observe(): Promise<LiveRoute>;
  /** Removes prepared versions other than those named; with `preparedBefore` (ISO 8601, UTC), only such as are older. */
  settle(keep: string[], preparedBefore?: string): Promise<Progress>;
}

/** Sends rows to one prepared version, past the traffic split. */
export interface Scorer {
  /** One request with these instances; `body` is the parsed JSON answer, or text where it is not JSON. */
  predict(servableId: string, instances: unknown[]): Promise<{ status: number; body: unknown; latencyMs: number }>;
}

/** A metric of the policy's own; its dimension `Servable` tells versions apart. */
export type CustomMetric = Pick<
  Policy['rollout']['judge']['metrics'][number],
  'name' | 'namespace' | 'metric' | 'stat'
>;

/**
 * Where something watches the judge while the place moves traffic by itself: what it does not hear from is dead, and traffic
 * goes back. Told after each look, and by the target while it waits.
 */
export interface JudgeBeacon {
  tell(worse: boolean): Promise<void>;
}

/** Live traffic by served version, in whole windows only. */
export interface MetricSource {
  /** Up to when, ISO 8601 UTC, all is known that ever will be: windows that end later are not judged yet. */
  knownUntil(): Promise<string>;
  /**
   * Requests that ended in [from, to), ISO 8601 UTC, at most up to `knownUntil`; one entry a version that got any. Values of
   * `custom` come with it where the place knows them.
   */
  read(from: string, to: string, custom?: readonly CustomMetric[]): Promise<ArmWindow[]>;
}

export interface Notifier {
  announce(event: {
    kind: string;
    pipeline: string;
    /** Null: of a change that has no run; `facts.change` is its identity. */
    runId: string | null;
    sentence: string;
    facts: Record<string, unknown>;
  }): Promise<void>;
}

export interface Clock {
  now(): Date;
}

/** Signs releases with a key that this place holds. */
export interface Signer {
  /** Signs a manifest's hash, 64 hexadecimal digits: the bytes they stand for. */
  sign(hash: string): Promise<Signature>;
  /** Whether the signature is of this hash; undefined when it was made with a key that this place does not hold. */
  verify(hash: string, signature: Signature): Promise<boolean | undefined>;
}

/** Names of images in the registry. */
export interface ImageTags {
  /** Puts these tags on the image; may be called again and at once. ConflictError `tag-taken` where one may not move. */
  tag(digest: string, tags: string[]): Promise<void>;
}

/** What waits for the intake. At least once, in any order. */
export interface IntakeQueue {
  /** `delaySeconds` at most 900. */
  send(message: unknown, delaySeconds?: number): Promise<void>;
}

/** What the intake and the reconciler touch beside the ports of a step. */
export interface IntakePorts extends Ports {
  pipeline: string;
  queue: IntakeQueue;
  /** Null: no repository is connected. */
  code: CodeHost | null;
  /** The workload that was deployed with the app, once it is in the store; null where none was. */
  deployed(): Promise<{ digest: string; commit: string | null } | null>;
}

/** What a step may touch. */
export interface Ports {
  /** Absent: releases are not signed. */
  signer?: Signer | undefined;
  store: ObjectStore;
  data: ObjectStore;
  executions: Executions;
  target: DeploymentTarget;
  /** What training costs here; absent: nothing. */
  training?: PaidTraining;
  /** What is known of the target before it is asked, for what a policy may not combine with it; absent: nothing. */
  serves?: TargetFacts;
  scorer: Scorer;
  metrics: MetricSource;
  /** Absent where nothing watches the judge. */
  beacon?: JudgeBeacon | undefined;
  notifier: Notifier;
  clock: Clock;
  /** Absent where no images are built. */
  images?: ImageTags;
  /** An empty local folder for this step's files; the place removes it afterwards. */
  workDir: string;
  /** Names of the two stores as a reader of a record knows them: bucket names, or folders. */
  names: { store: string; data: string };
  /** Where this is: chooses the rollout timing of the policy. */
  place: 'aws' | 'local';
}
