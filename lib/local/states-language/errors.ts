/** Error names that Step Functions itself raises. */
export const ERROR = {
  all: 'States.ALL',
  taskFailed: 'States.TaskFailed',
  timeout: 'States.Timeout',
  heartbeatTimeout: 'States.HeartbeatTimeout',
  runtime: 'States.Runtime',
  dataLimit: 'States.DataLimitExceeded',
  intrinsic: 'States.IntrinsicFailure',
  noChoice: 'States.NoChoiceMatched',
  resultPath: 'States.ResultPathMatchFailure',
  itemReader: 'States.ItemReaderFailed',
  resultWriter: 'States.ResultWriterFailed',
  tolerance: 'States.ExceedToleratedFailureThreshold',
} as const;

/** The definition cannot be run: thrown when it is loaded, never while it runs. */
export class DefinitionError extends Error {
  readonly code: 'invalid-definition' | 'unsupported-query-language';
  /** Where: `States.Train.Retry[0]`, or an empty string for the machine itself. */
  readonly where: string;

  constructor(where: string, problem: string, code: DefinitionError['code'] = 'invalid-definition') {
    super(where === '' ? `state machine: ${problem}` : `${where}: ${problem}`);
    this.name = 'DefinitionError';
    this.code = code;
    this.where = where;
  }
}

/** Thrown by a task runner: an error name that Retry and Catch can match, and its cause. */
export class TaskFailure extends Error {
  readonly error: string;
  override readonly cause: string;

  constructor(error: string, cause = '') {
    super(cause === '' ? error : `${error}: ${cause}`);
    this.name = 'TaskFailure';
    this.error = error;
    this.cause = cause;
  }
}

/** A failure travelling up through the states. */
export class StateFailure extends Error {
  readonly error: string | undefined;
  override readonly cause: string | undefined;
  /** A missed heartbeat is recorded as States.Timeout and yet answers to States.HeartbeatTimeout. */
  readonly heartbeat: boolean;
  /** Came from SendTaskFailure, whose omitted fields Catch shows as null; elsewhere they are empty strings. */
  readonly callback: boolean;

  constructor(error: string | undefined, cause?: string, origin: 'heartbeat' | 'callback' | undefined = undefined) {
    super(`${error ?? '(no error name)'}: ${cause ?? ''}`);
    this.name = 'StateFailure';
    this.error = error;
    this.cause = cause;
    this.heartbeat = origin === 'heartbeat';
    this.callback = origin === 'callback';
  }

  details(): { error?: string; cause?: string } {
    return {
      ...(this.error === undefined ? {} : { error: this.error }),
      ...(this.cause === undefined ? {} : { cause: this.cause }),
    };
  }
}

/** The engine itself could not go on (a path without result, a bad wait): becomes States.Runtime, which nothing catches. */
export class RuntimeFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RuntimeFault';
  }
}

/** An intrinsic function refused its arguments. */
export class IntrinsicFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'IntrinsicFault';
  }
}

/** Unwinds a line of control whose scope failed or was stopped. It is no failure of its own. */
export class Aborted extends Error {
  constructor() {
    super('the line of control was aborted');
    this.name = 'Aborted';
  }
}

/** The caller asked the engine for what it cannot do. */
export class ExecutionError extends Error {
  readonly code: 'input-too-large' | 'journal-empty' | 'journal-mismatch' | 'task-does-not-exist' | 'not-running';

  constructor(code: ExecutionError['code'], sentence: string) {
    super(sentence);
    this.name = 'ExecutionError';
    this.code = code;
  }
}
