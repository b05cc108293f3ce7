import {
  DescribeExecutionCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { InternalError } from '../core/errors.ts';
import type { RunRequest, TimelineEntry } from '../core/run.ts';
import type { DeliveryInput } from '../core/step-io.ts';
import type { Executions } from '../ports.ts';
import { isNamed, type SfnSend } from './clients.ts';
import { readTimeline } from './execution-timeline.ts';

/** Which state machine runs which kind of request; a pipeline may go without pull requests. */
export type MachineArns = Partial<Record<RunRequest['machine'], string>>;

export class StepFunctionsExecutions implements Executions {
  private readonly client: SfnSend;
  private readonly machines: MachineArns;

  constructor(client: SfnSend, machines: MachineArns) {
    this.client = client;
    this.machines = machines;
  }

  /** While it runs, Step Functions answers a repeated start as it did the first; only later does it say that it exists. */
  async start({ machine, runId, pipeline }: RunRequest): Promise<'started' | 'already'> {
    const stateMachineArn = this.machines[machine];
    if (stateMachineArn === undefined) {
      throw new InternalError(
        'no-machine',
        `Run ${runId} is for the ${machine} machine, which this function was not told of.`,
      );
    }
    const input: DeliveryInput = { runId, pipeline };
    try {
      await this.client.send(new StartExecutionCommand({ stateMachineArn, name: runId, input: JSON.stringify(input) }));
      return 'started';
    } catch (error) {
      if (isNamed(error, 'ExecutionAlreadyExists')) return 'already';
      throw error;
    }
  }

  async describe(executionArn: string): ReturnType<Executions['describe']> {
    try {
      const { status } = await this.client.send(new DescribeExecutionCommand({ executionArn }));
      return status === undefined || status === 'PENDING_REDRIVE' ? 'RUNNING' : status;
    } catch (error) {
      if (isNamed(error, 'ExecutionDoesNotExist', 'InvalidArn')) return 'UNKNOWN';
      throw error;
    }
  }

  async answer(taskToken: string, { goOn, reason }: { goOn: boolean; reason: string }): Promise<'told' | 'gone'> {
    try {
      if (goOn) await this.client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify({ reason }) }));
      else await this.client.send(new SendTaskFailureCommand({ taskToken, error: 'ApprovalRejected', cause: reason }));
      return 'told';
    } catch (error) {
      if (isNamed(error, 'TaskDoesNotExist', 'TaskTimedOut')) return 'gone';
      throw error;
    }
  }

  timeline(executionArn: string): Promise<TimelineEntry[]> {
    return readTimeline(this.client, executionArn, 'delivery');
  }
}
