import { SendTaskFailureCommand, SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { isNamed } from '../../../lib/aws/clients.ts';
import { messageOf } from '../../../lib/core/errors.ts';
import type { ProjectName } from '../../../lib/core/step-io.ts';
import { TaskFailure } from '../../../lib/local/states-language/errors.ts';
import { Stopwatch } from '../../../lib/local/stopwatch.ts';
import { runProject } from '../../../lib/local/tasks/projects.ts';
import type { Workloads } from '../../../lib/local/workload/workloads.ts';
import type { ObjectStore } from '../../../lib/ports.ts';
import type { Reach } from '../deployed.ts';

interface Build {
  project: ProjectName;
  token: string;
  parameters: { EnvironmentVariablesOverride: Array<{ Name: string; Value: string }> };
}

/** Takes builds from a queue and runs them as a laptop does: the workload's own commands, on the emulated store. */
export class BuildWorker {
  /** Builds that ended, in order. */
  readonly ran: ProjectName[] = [];
  readonly #sqs: SQSClient;
  readonly #sfn: SFNClient;
  readonly #queueUrl: string;
  readonly #parts: { store: ObjectStore; workloads: Workloads };
  readonly #ending = new AbortController();
  readonly #working: Promise<void>;

  constructor(reach: Reach, queueUrl: string, parts: { store: ObjectStore; workloads: Workloads }) {
    this.#sqs = new SQSClient({ ...reach, useQueueUrlAsEndpoint: false });
    this.#sfn = new SFNClient(reach);
    this.#queueUrl = queueUrl;
    this.#parts = parts;
    this.#working = this.#work();
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#working;
  }

  async #work(): Promise<void> {
    const QueueUrl = this.#queueUrl;
    const { signal: abortSignal } = this.#ending;
    while (!abortSignal.aborted) {
      const asked = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20, MaxNumberOfMessages: 1 });
      const { Messages = [] } = await this.#sqs.send(asked, { abortSignal }).catch(() => ({ Messages: [] }));
      for (const { Body = '', ReceiptHandle } of Messages) {
        await this.#sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
        await this.#build(JSON.parse(Body) as Build);
      }
    }
  }

  async #build({ project, token: taskToken, parameters }: Build): Promise<void> {
    const variables = parameters.EnvironmentVariablesOverride.map(({ Name, Value }) => [Name, Value]);
    const builder = { ...this.#parts, stopwatch: new Stopwatch(), onLine: () => {}, onStart: () => {} };
    const built = runProject(project, Object.fromEntries(variables), this.#ending.signal, builder);
    const answer = await built.then(
      (output) => new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }),
      (error) => new SendTaskFailureCommand({ taskToken, ...failureOf(error) }),
    );
    this.ran.push(project);
    await this.#sfn.send(answer as SendTaskSuccessCommand).catch(ignoreGone);
  }
}

/** The execution was stopped meanwhile: nobody hears of a build that ends, as with CodeBuild. */
function ignoreGone(thrown: unknown): void {
  if (!isNamed(thrown, 'TaskDoesNotExist', 'TaskTimedOut', 'InvalidToken')) throw thrown;
}

function failureOf(thrown: unknown): { error: string; cause: string } {
  if (thrown instanceof TaskFailure) return { error: thrown.error, cause: thrown.cause };
  return { error: 'States.TaskFailed', cause: messageOf(thrown) };
}
