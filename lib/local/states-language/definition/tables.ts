import { OPERATOR_NAMES } from '../choice/operators.ts';
import type { Json } from '../json.ts';
import {
  anything,
  type Check,
  expression,
  flag,
  integer,
  list,
  number,
  object,
  oneOf,
  path,
  pathOrNull,
  referencePath,
  template,
  text,
  texts,
} from './fields.ts';
import type { Flow, StateType } from './types.ts';

/** Every field a thing may have, and how its value is checked. What is not in the table is an error. */
export type Table = Record<string, Check>;

/** How nested states are read; handed down, since a flow holds states and a state may hold flows. */
export type ParseFlow = (value: Json | undefined, table: Table | undefined, where: string) => Flow;

const COMMON: Table = { Type: text, Comment: text, QueryLanguage: oneOf('JSONPath') };
const INPUT_OUTPUT: Table = { InputPath: pathOrNull, OutputPath: pathOrNull };
const TRANSITION: Table = { Next: text, End: flag };
const RESULT: Table = { Parameters: template, ResultSelector: template, ResultPath: referencePath, Assign: template };
const RECOVERY: Table = { Retry: list, Catch: list };
const { ResultSelector: _, ...PASS_RESULT } = RESULT;

export const STATE: Record<StateType, Table> = {
  Pass: { ...COMMON, ...INPUT_OUTPUT, ...TRANSITION, ...PASS_RESULT, Result: anything },
  Succeed: { ...COMMON, ...INPUT_OUTPUT },
  Fail: { ...COMMON, Error: text, ErrorPath: expression, Cause: text, CausePath: expression },
  Wait: {
    ...COMMON,
    ...INPUT_OUTPUT,
    ...TRANSITION,
    Seconds: integer(0, 99_999_999),
    SecondsPath: path,
    Timestamp: text,
    TimestampPath: path,
    Assign: template,
  },
  Choice: { ...COMMON, ...INPUT_OUTPUT, Choices: list, Default: text, Assign: template },
  Task: {
    ...COMMON,
    ...INPUT_OUTPUT,
    ...TRANSITION,
    ...RESULT,
    ...RECOVERY,
    Resource: text,
    TimeoutSeconds: integer(1, 99_999_999),
    TimeoutSecondsPath: path,
    HeartbeatSeconds: integer(1, 99_999_999),
    HeartbeatSecondsPath: path,
    Credentials: template,
  },
  Parallel: { ...COMMON, ...INPUT_OUTPUT, ...TRANSITION, ...RESULT, ...RECOVERY, Branches: list },
  Map: {
    ...COMMON,
    ...INPUT_OUTPUT,
    ...TRANSITION,
    ...RESULT,
    ...RECOVERY,
    ItemProcessor: object,
    Iterator: object,
    ItemsPath: path,
    ItemSelector: template,
    MaxConcurrency: integer(0),
    MaxConcurrencyPath: path,
    ItemReader: object,
    ItemBatcher: object,
    ResultWriter: object,
    ToleratedFailureCount: integer(0),
    ToleratedFailureCountPath: path,
    ToleratedFailurePercentage: number(0, 100),
    ToleratedFailurePercentagePath: path,
    Label: text,
  },
};

export const MACHINE: Table = {
  Comment: text,
  Version: oneOf('1.0'),
  QueryLanguage: oneOf('JSONPath'),
  StartAt: text,
  States: object,
  TimeoutSeconds: integer(1, 99_999_999),
};
export const BRANCH: Table = { Comment: text, QueryLanguage: oneOf('JSONPath'), StartAt: text, States: object };
export const PROCESSOR: Table = { ...BRANCH, ProcessorConfig: object };
export const PROCESSOR_CONFIG: Table = {
  Mode: oneOf('INLINE', 'DISTRIBUTED'),
  ExecutionType: oneOf('STANDARD', 'EXPRESS'),
};

export const RETRIER: Table = {
  Comment: text,
  ErrorEquals: texts,
  IntervalSeconds: integer(1, 99_999_999),
  MaxAttempts: integer(0, 99_999_999),
  BackoffRate: number(1),
  MaxDelaySeconds: integer(1, 31_622_400),
  JitterStrategy: oneOf('FULL', 'NONE'),
};
export const CATCHER: Table = {
  Comment: text,
  ErrorEquals: texts,
  Next: text,
  ResultPath: referencePath,
  Assign: template,
};

const operand = (name: string): Check => {
  if (name.endsWith('Path')) return path;
  if (name.startsWith('Is') || name.startsWith('Boolean')) return flag;
  return name.startsWith('Numeric') ? number(-Number.MAX_VALUE) : text;
};
export const RULE: Table = {
  Comment: text,
  Next: text,
  Assign: template,
  Variable: path,
  And: list,
  Or: list,
  Not: object,
  ...Object.fromEntries(OPERATOR_NAMES.map((name) => [name, operand(name)])),
};

export const ITEM_READER: Table = { Resource: text, Parameters: template, ReaderConfig: object };
export const READER_CONFIG: Table = {
  InputType: oneOf('CSV', 'JSON', 'JSONL', 'MANIFEST'),
  Transformation: oneOf('NONE'),
  ManifestType: oneOf('S3_INVENTORY'),
  CSVHeaderLocation: oneOf('FIRST_ROW', 'GIVEN'),
  CSVHeaders: texts,
  CSVDelimiter: oneOf('COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB'),
  MaxItems: integer(0),
  MaxItemsPath: path,
  ItemsPointer: text,
};
export const ITEM_BATCHER: Table = {
  MaxItemsPerBatch: integer(1),
  MaxItemsPerBatchPath: path,
  MaxInputBytesPerBatch: integer(1),
  MaxInputBytesPerBatchPath: path,
  BatchInput: template,
};
export const RESULT_WRITER: Table = { Resource: text, Parameters: template, WriterConfig: object };
export const WRITER_CONFIG: Table = {
  OutputType: oneOf('JSON', 'JSONL'),
  Transformation: oneOf('NONE', 'COMPACT', 'FLATTEN'),
};
