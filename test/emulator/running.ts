import { setTimeout as pause } from 'node:timers/promises';
import { LambdaClient } from '@aws-sdk/client-lambda';
import {
  DescribeStateMachineCommand,
  SFNClient,
  StopExecutionCommand,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type QueueAttributeName,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { StepFunctionsExecutions } from '../../lib/aws/step-functions-executions.ts';
import { readAlias } from '../../lib/aws/targets/lambda-alias-live.ts';
import { listVersions } from '../../lib/aws/targets/lambda-versions.ts';
import type { DeployedPlace } from '../../lib/core/deployed-place.ts';
import type { RunOutcome } from '../../lib/core/run.ts';
import { outcomeSchema } from '../../lib/core/run-schemas.ts';
import { Workloads } from '../../lib/local/workload/workloads.ts';
import type { ObjectStore } from '../../lib/ports.ts';
import { readJson } from '../../lib/steps/records/json-object.ts';
import { content, type EndedPlace, keys } from '../scenarios/ending.ts';
import { type Definition, swapBuilds } from './builds/swap.ts';
import { BuildWorker } from './builds/worker.ts';
import type { Deployed, Reach } from './deployed.ts';
import { eventBridge } from './event-bridge.ts';
import { ServedVersions } from './served/versions.ts';

/** Longer than any run of these tests takes. */
const longestMs = 180_000;

/** Looks again and again. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + longestMs; Date.now() < end; await pause(300)) if (await holds()) return;
  throw new Error(`it did not come true in ${longestMs / 1000} s`);
}

const unheard = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] satisfies QueueAttributeName[];

/** A deployed pipeline with all stand-ins in their places, which takes drops. */
export class Running {
  readonly place: DeployedPlace;
  readonly store: ObjectStore;
  readonly data: ObjectStore;
  readonly builds: BuildWorker;
  readonly #sfn: SFNClient;
  readonly #lambda: LambdaClient;
  readonly #sqs: SQSClient;
  readonly #reach: Reach;

  private constructor(deployed: Deployed, place: DeployedPlace, buildsUrl: string) {
    const { reach } = deployed;
    this.#reach = reach;
    this.place = place;
    this.store = deployed.bucket(place.store);
    this.data = deployed.bucket(place.data);
    this.#sfn = new SFNClient(reach);
    this.#lambda = new LambdaClient(reach);
    this.#sqs = new SQSClient(reach);
    const workloads = new Workloads();
    deployed.front.versions = new ServedVersions(reach, this.store, workloads, deployed.folder);
    this.builds = new BuildWorker(reach, buildsUrl, { store: this.store, workloads });
  }

  static async start(deployed: Deployed): Promise<Running> {
    const created = new CreateQueueCommand({ QueueName: 'builds' });
    const { QueueUrl = '' } = await new SQSClient(deployed.reach).send(created);
    const running = new Running(deployed, await deployed.place(), QueueUrl);
    const { delivery, pullRequest } = running.place.machines;
    for (const stateMachineArn of [delivery, pullRequest]) {
      const { definition = '' } = await running.#sfn.send(new DescribeStateMachineCommand({ stateMachineArn }));
      const swapped = JSON.stringify(swapBuilds(JSON.parse(definition) as Definition, QueueUrl));
      await running.#sfn.send(new UpdateStateMachineCommand({ stateMachineArn, definition: swapped }));
    }
    return running;
  }

  stop(): Promise<void> {
    return this.builds.stop();
  }

  /** Puts a file into a folder of its own. */
  async drop(folder: string, text: string): Promise<void> {
    await this.data.put(`incoming/iris/${folder}/iris.csv`, text);
  }

  /** Tells of a file once more, as S3 may. */
  async tellAgain(folder: string): Promise<void> {
    const detail = { bucket: { name: this.place.data }, object: { key: `incoming/iris/${folder}/iris.csv` } };
    const event = { source: 'aws.s3', 'detail-type': 'Object Created', detail };
    const message = { QueueUrl: this.place.intakeQueueUrl, MessageBody: JSON.stringify(event) };
    await this.#sqs.send(new SendMessageCommand(message));
  }

  /** ARN of the execution that holds the lease, as soon as one does. */
  async holder(): Promise<string> {
    let holder = '';
    await until(async () => {
      holder = (await content(await this.looked())).lease;
      return holder.includes(':execution:');
    });
    return holder;
  }

  /** Stops an execution, and tells of its end as Step Functions does. */
  async abort(executionArn: string): Promise<void> {
    await this.#sfn.send(new StopExecutionCommand({ executionArn }));
    const detail = { executionArn, stateMachineArn: this.place.machines.delivery, status: 'ABORTED' };
    const told = { Source: 'aws.states', DetailType: 'Step Functions Execution Status Change' };
    await eventBridge(this.#reach, 'PutEvents', { Entries: [{ ...told, Detail: JSON.stringify(detail) }] });
  }

  /** Nobody looks after what nobody told of. */
  async withoutReaper(): Promise<void> {
    const { Rules } = await eventBridge(this.#reach, 'ListRules', {});
    const [reaper] = Rules.filter(({ Description = '' }) => Description.includes('looks for what the watchdog missed'));
    await eventBridge(this.#reach, 'DisableRule', { Name: reaper.Name });
  }

  /** Nothing is left on the intake's queue, late messages included. */
  async heard(): Promise<void> {
    const asked = { QueueUrl: this.place.intakeQueueUrl, AttributeNames: unheard };
    await until(async () => {
      const { Attributes = {} } = await this.#sqs.send(new GetQueueAttributesCommand(asked));
      return unheard.every((name) => Attributes[name] === '0');
    });
  }

  /** All ends so far. */
  async outcomes(): Promise<RunOutcome[]> {
    const ends = (await keys(this.store, 'runs/')).filter((key) => key.endsWith('/outcome.json'));
    const read = await Promise.all(ends.map((key) => readJson(this.store, key, outcomeSchema)));
    return read.flatMap((outcome) => outcome?.value ?? []);
  }

  /** The ends of runs that were not only put off, once there are so many, none of them runs, and nobody holds or awaits the lease. */
  async settled(count: number): Promise<RunOutcome[]> {
    let ends: RunOutcome[] = [];
    await until(async () => {
      ends = (await this.outcomes()).filter(({ outcome }) => outcome !== 'requeued');
      const looked = await this.looked();
      const { lease, waiting } = await content(looked);
      const executions = await Promise.all(ends.map(({ executionArn }) => looked.executions.describe(executionArn)));
      return ends.length >= count && lease === 'free' && waiting === null && !executions.includes('RUNNING');
    });
    return ends;
  }

  /** As the scenarios on this machine look at theirs. */
  async looked(): Promise<EndedPlace> {
    const { served, machines } = this.place;
    const functionName = served?.functionName ?? '';
    const versions = await listVersions(this.#lambda, functionName);
    const { route } = await readAlias(this.#lambda, { functionName, alias: served?.alias ?? '' }, versions);
    return {
      origin: { store: this.store, target: { live: route } },
      executions: new StepFunctionsExecutions(this.#sfn, {}),
      arn: (runId) => `${machines.delivery.replace(':stateMachine:', ':execution:')}:${runId}`,
    };
  }
}
