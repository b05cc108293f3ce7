import { InternalError } from '../../core/errors.ts';
import type { RunRequest } from '../../core/run.ts';
import type { ProjectName, StepName } from '../../core/step-io.ts';
import type { Assembly, Machine } from '../assembly/assembly.ts';
import type { LocalExecutions } from '../executions/local-executions.ts';
import { executionArn } from '../executions/names.ts';
import { TaskFailure } from '../states-language/errors.ts';
import type { Execution } from '../states-language/execution.ts';
import { startExecution } from '../states-language/interpreter.ts';
import type { HistoryEvent } from '../states-language/journal.ts';
import type { ItemSource, Services, TaskCall, Timer } from '../states-language/services.ts';
import { BoundTasks } from '../tasks/bound-tasks.ts';
import { watched } from './watched-journal.ts';

export interface RunnerOptions {
  assembly: Assembly;
  executions: LocalExecutions;
  items: ItemSource;
  timer: Timer;
  /** What a step's function and a build project do. */
  step: (name: StepName, payload: unknown) => Promise<unknown>;
  project: (name: ProjectName, variables: Record<string, string>, signal: AbortSignal) => Promise<unknown>;
  on: (machine: Machine['kind'], event: HistoryEvent) => void;
  /** Called around a rollout: traffic is generated from its start to its end. */
  duringRollout: <T>(rollout: () => Promise<T>) => Promise<T>;
}

/** Drives executions of the synthesized machines in this process. */
export class Runner {
  private readonly options: RunnerOptions;
  private readonly running = new Map<string, Execution>();
  private readonly tasks: BoundTasks;
  /** Calls that were made and have not come back: a stopped execution does not wait for them. */
  private readonly underWay = new Set<Promise<void>>();

  constructor(options: RunnerOptions) {
    this.options = options;
    this.tasks = new BoundTasks(options.assembly, {
      step: (name, payload) => this.noted(options.step(name, payload)),
      project: (name, variables, call) => this.noted(options.project(name, variables, call.signal)),
      execution: (parameters, call) => this.noted(this.nested(parameters, call)),
      callback: (name, payload, call) => this.noted(this.callBack(name, payload, call)),
    });
  }

  /** Runs a request's execution to its end, and what the watchdog would do after one that did not succeed. */
  async run(request: RunRequest): Promise<void> {
    const { assembly, executions, step } = this.options;
    const machine = assembly.machines[request.machine];
    const input = { runId: request.runId, pipeline: request.pipeline };
    const execution = await this.drive(machine, request.runId, input);
    if (execution.status !== 'SUCCEEDED') {
      // A step that is still moving traffic would undo what recovery does.
      await Promise.all(this.underWay);
      await step('recover', { executionArn: execution.start.executionArn });
    }
    executions.markOver(request.runId);
  }

  /** Stops what runs, as StopExecution would. False when nothing does. */
  stop(cause: string): boolean {
    for (const execution of this.running.values()) execution.stop('Stopped', cause);
    return this.running.size > 0;
  }

  private noted<T>(call: Promise<T>): Promise<T> {
    const over = call.then(
      () => {},
      () => {},
    );
    this.underWay.add(over);
    void over.then(() => this.underWay.delete(over));
    return call;
  }

  private async drive(machine: Machine, name: string, input: unknown): Promise<Execution> {
    const { executions, timer, items, on } = this.options;
    const arn = executionArn(machine.name, name);
    const names = { name, executionArn: arn, stateMachineArn: machine.arn, stateMachineName: machine.name };
    const journal = executions.journal(name);
    const services: Services = {
      tasks: this.tasks,
      timer,
      random: Math.random,
      items,
      journal: watched(journal, (event) => on(machine.kind, event)),
    };
    const execution = startExecution({ definition: machine.definition, input, ...names }, services);
    this.running.set(arn, execution);
    try {
      return await execution.run();
    } finally {
      this.running.delete(arn);
      journal.close();
    }
  }

  /** `states:startExecution.sync:2`: waits for the end, and answers with the parsed output. */
  private async nested(
    parameters: { StateMachineArn: string; Name: string; Input: unknown },
    call: TaskCall,
  ): Promise<unknown> {
    const { assembly, executions, duringRollout } = this.options;
    const machine = Object.values(assembly.machines).find((one) => one.arn === parameters.StateMachineArn);
    if (!machine)
      throw new InternalError('machine-unknown', `no state machine ${parameters.StateMachineArn} was synthesized`);
    executions.drive(parameters.Name);
    const arn = executionArn(machine.name, parameters.Name);
    call.signal.addEventListener('abort', () => this.running.get(arn)?.stop('Stopped', 'the caller was stopped'), {
      once: true,
    });
    const drive = () => this.drive(machine, parameters.Name, parameters.Input);
    const execution = await (machine.kind === 'rollout' ? duringRollout(drive) : drive());
    executions.markOver(parameters.Name);
    const { status, output, error, cause } = execution;
    const description = { ExecutionArn: arn, StateMachineArn: machine.arn, Name: parameters.Name, Status: status };
    if (status === 'SUCCEEDED') return { ...description, Output: output };
    throw new TaskFailure('States.TaskFailed', JSON.stringify({ ...description, Error: error, Cause: cause }));
  }

  /** `lambda:invoke.waitForTaskToken`: the step leaves the token where it can be answered; the answer calls back. */
  private async callBack(name: StepName, payload: unknown, call: TaskCall): Promise<unknown> {
    const { taskToken = '', executionArn: arn } = call;
    const asked = await this.options.step(name, payload);
    this.options.executions.answers.listen(taskToken, call.signal, ({ goOn, reason }) => {
      const execution = this.running.get(arn);
      const answered = goOn
        ? execution?.sendTaskSuccess(taskToken, { reason })
        : execution?.sendTaskFailure(taskToken, 'ApprovalRejected', reason);
      // The state may have timed out a moment before: then the answer came too late, and the time-out stands.
      answered?.catch(() => {});
    });
    return asked;
  }
}
