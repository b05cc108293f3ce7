import type { Json, JsonObject } from './json.ts';
import type { Recorder } from './recorder.ts';
import type { Services } from './services.ts';
import type { Callbacks } from './task/callbacks.ts';

/** One execution: the one that was started, or a child of a distributed Map. */
export interface Run {
  /** Empty for the started execution, else the child's ARN: the key under which its events are counted. */
  key: string;
  arn: string;
  name: string;
  input: Json;
  startTime: string;
  roleArn: string;
  machine: { arn: string; name: string };
  services: Services;
  recorder: Recorder;
  callbacks: Callbacks;
}

/** `$$.Execution` and `$$.StateMachine`. */
export function contextOf(run: Run): JsonObject {
  return {
    Execution: {
      Id: run.arn,
      Input: run.input,
      StartTime: run.startTime,
      Name: run.name,
      RoleArn: run.roleArn,
      RedriveCount: 0,
    },
    StateMachine: { Id: run.machine.arn, Name: run.machine.name },
  };
}

/** Region and account, the fourth and fifth parts of any of our ARNs. */
export function regionOf(run: Run): string {
  return run.arn.split(':')[3] ?? '';
}
