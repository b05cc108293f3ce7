import type { Json, JsonObject } from '../json.ts';

/** Field names are those of the States Language. */
export interface StateMachine extends Flow {
  Comment?: string;
  Version?: string;
  QueryLanguage?: 'JSONPath';
  TimeoutSeconds?: number;
}

/** A set of states with a start: a machine, a Parallel branch, a Map's item processor. */
export interface Flow {
  StartAt: string;
  States: Record<string, State>;
}

interface Common {
  Comment?: string;
  QueryLanguage?: 'JSONPath';
}

interface InputOutput extends Common {
  InputPath?: string | null;
  OutputPath?: string | null;
}

interface Transition {
  Next?: string;
  End?: boolean;
}

export interface Recovery {
  Retry?: Retrier[];
  Catch?: Catcher[];
}

export interface Retrier {
  ErrorEquals: string[];
  IntervalSeconds?: number;
  MaxAttempts?: number;
  BackoffRate?: number;
  MaxDelaySeconds?: number;
  JitterStrategy?: 'FULL' | 'NONE';
}

export interface Catcher {
  ErrorEquals: string[];
  Next: string;
  ResultPath?: string | null;
  Assign?: JsonObject;
}

interface Result {
  Parameters?: JsonObject;
  ResultSelector?: JsonObject;
  ResultPath?: string | null;
  Assign?: JsonObject;
}

export interface PassState extends InputOutput, Transition, Omit<Result, 'ResultSelector'> {
  Type: 'Pass';
  Result?: Json;
}

export interface SucceedState extends InputOutput {
  Type: 'Succeed';
}

export interface FailState extends Common {
  Type: 'Fail';
  Error?: string;
  ErrorPath?: string;
  Cause?: string;
  CausePath?: string;
}

export interface WaitState extends InputOutput, Transition {
  Type: 'Wait';
  Seconds?: number;
  SecondsPath?: string;
  Timestamp?: string;
  TimestampPath?: string;
  Assign?: JsonObject;
}

export interface ChoiceRule {
  And?: ChoiceRule[];
  Or?: ChoiceRule[];
  Not?: ChoiceRule;
  Variable?: string;
  /** The comparison's name and its right-hand side, taken from the rule's own field of that name. */
  operator?: string;
  operand?: Json;
  Next?: string;
  Assign?: JsonObject;
}

export interface ChoiceState extends InputOutput {
  Type: 'Choice';
  Choices: ChoiceRule[];
  Default?: string;
  Assign?: JsonObject;
}

export interface TaskState extends InputOutput, Transition, Result, Recovery {
  Type: 'Task';
  Resource: string;
  TimeoutSeconds?: number;
  TimeoutSecondsPath?: string;
  HeartbeatSeconds?: number;
  HeartbeatSecondsPath?: string;
  Credentials?: JsonObject;
}

export interface ParallelState extends InputOutput, Transition, Result, Recovery {
  Type: 'Parallel';
  Branches: Flow[];
}

export interface ReaderConfig {
  InputType?: 'CSV' | 'JSON' | 'JSONL' | 'MANIFEST';
  CSVHeaderLocation?: 'FIRST_ROW' | 'GIVEN';
  CSVHeaders?: string[];
  CSVDelimiter?: string;
  MaxItems?: number;
  MaxItemsPath?: string;
  ItemsPointer?: string;
  ManifestType?: string;
}

export interface ItemReader {
  Resource: string;
  Parameters?: JsonObject;
  ReaderConfig?: ReaderConfig;
}

export interface ItemBatcher {
  MaxItemsPerBatch?: number;
  MaxItemsPerBatchPath?: string;
  MaxInputBytesPerBatch?: number;
  MaxInputBytesPerBatchPath?: string;
  BatchInput?: JsonObject;
}

export interface ResultWriter {
  Resource?: string;
  Parameters?: JsonObject;
  WriterConfig?: { OutputType?: 'JSON' | 'JSONL'; Transformation?: 'NONE' | 'COMPACT' | 'FLATTEN' };
}

export interface MapState extends InputOutput, Transition, Result, Recovery {
  Type: 'Map';
  /** `Iterator`, the older name of ItemProcessor, is stored here too. */
  ItemProcessor: Flow;
  distributed: boolean;
  ItemsPath?: string;
  ItemSelector?: JsonObject;
  MaxConcurrency?: number;
  MaxConcurrencyPath?: string;
  ItemReader?: ItemReader;
  ItemBatcher?: ItemBatcher;
  ResultWriter?: ResultWriter;
  ToleratedFailureCount?: number;
  ToleratedFailureCountPath?: string;
  ToleratedFailurePercentage?: number;
  ToleratedFailurePercentagePath?: string;
  Label?: string;
}

export type State =
  | PassState
  | SucceedState
  | FailState
  | WaitState
  | ChoiceState
  | TaskState
  | ParallelState
  | MapState;
export type StateType = State['Type'];
