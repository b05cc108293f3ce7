import { createHash } from 'node:crypto';
import type { Flow } from '../definition/types.ts';
import { StateFailure } from '../errors.ts';
import type { Json } from '../json.ts';
import type { Line } from '../line.ts';
import type { Run } from '../run.ts';
import type { RunFlow } from '../run-flow.ts';

/** How a child execution of a distributed Map ended. */
export interface ChildResult {
  index: number;
  run: Run;
  status: 'SUCCEEDED' | 'FAILED' | 'PENDING';
  output?: Json;
  failure?: StateFailure;
  stopTime?: string;
}

const UNTRUNCATED = { truncated: false };

/** A child's execution: its name follows from Map Run and index, so a resume finds it again. */
export function childRun(parent: Run, mapRunArn: string, label: string, index: number, input: Json): Run {
  const digest = createHash('sha256').update(`${mapRunArn}#${index}`).digest('hex');
  const name = [8, 12, 16, 20, 32].map((end, part, ends) => digest.slice(ends[part - 1] ?? 0, end)).join('-');
  const machine = { arn: `${parent.machine.arn}/${label}`, name: `${parent.machine.name}/${label}` };
  const arn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`;
  return { ...parent, key: arn, arn, name, input, machine, startTime: '' };
}

/** Runs one child execution to its end; its own failure is a result, only aborting throws. */
export async function runChild(line: Line, index: number, flow: Flow, runFlow: RunFlow): Promise<ChildResult> {
  const { run } = line;
  const started = await line.record(
    'ExecutionStarted',
    {
      executionStartedEventDetails: {
        input: JSON.stringify(run.input),
        inputDetails: UNTRUNCATED,
        roleArn: run.roleArn,
      },
    },
    { chained: false },
  );
  run.startTime = started.timestamp;
  try {
    const output = await runFlow(flow, run.input, line);
    const ended = await line.record('ExecutionSucceeded', {
      executionSucceededEventDetails: { output: JSON.stringify(output), outputDetails: UNTRUNCATED },
    });
    return { index, run, status: 'SUCCEEDED', output, stopTime: ended.timestamp };
  } catch (error) {
    if (!(error instanceof StateFailure)) throw error;
    const ended = await line.record('ExecutionFailed', { executionFailedEventDetails: error.details() });
    return { index, run, status: 'FAILED', failure: error, stopTime: ended.timestamp };
  }
}
