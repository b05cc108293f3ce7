import type { Journal } from './journal.ts';

/** What a Task state wants done, fully resolved. */
export interface TaskCall {
  /** As in the definition: `arn:aws:states:::lambda:invoke`, `arn:aws:states:::codebuild:startBuild.sync`, a Lambda ARN. */
  resource: string;
  /** After InputPath and Parameters. */
  parameters: unknown;
  stateName: string;
  executionArn: string;
  /** Only for `.waitForTaskToken` and activities. */
  taskToken?: string;
  timeoutSeconds?: number;
  heartbeatSeconds?: number;
  /** Aborted when the state times out or the execution is stopped. */
  signal: AbortSignal;
  /** For `.sync`: says that the job was accepted, and with what answer. Without it, the result counts as the answer. */
  submitted: (output: unknown) => void;
}

export interface TaskRunner {
  /**
   * Resolves to the task's result; for `.waitForTaskToken`, to the answer of the request that carries the token.
   * @throws TaskFailure with the error name that Retry and Catch see; anything else counts as States.TaskFailed
   */
  run(call: TaskCall): Promise<unknown>;
}

/** The clock. `sleep` may reject, or just end, when the signal aborts. */
export interface Timer {
  now(): Date;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** An entry of a bucket's listing, in the casing that Step Functions gives to a Map over listObjectsV2. */
export interface ListedObject {
  Etag: string;
  Key: string;
  /** Seconds since the epoch. */
  LastModified: number;
  /** Bytes. */
  Size: number;
  StorageClass: string;
}

/** S3, as distributed Maps use it. A thrown error's message becomes the cause of States.ItemReaderFailed or States.ResultWriterFailed. */
export interface ItemSource {
  listObjects(bucket: string, prefix: string): AsyncIterable<ListedObject>;
  getObject(bucket: string, key: string, versionId?: string): Promise<Uint8Array>;
  putObject(bucket: string, key: string, body: string | Uint8Array): Promise<void>;
}

/** Everything that reaches out of the engine. */
export interface Services {
  tasks: TaskRunner;
  timer: Timer;
  /** Uniform in [0, 1). */
  random: () => number;
  /** Needed by distributed Maps with an ItemReader or a ResultWriter. */
  items?: ItemSource;
  journal: Journal;
}
