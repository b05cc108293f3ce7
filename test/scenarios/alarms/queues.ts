import { functionHandler } from '../../../lambda/handler.ts';
import { step as takeIn } from '../../../lambda/intake.ts';
import { step as tellAll } from '../../../lambda/report.ts';
import { layout } from '../../../lib/core/store-layout.ts';
import type { IntakePorts } from '../../../lib/ports.ts';
import type { ReportPorts } from '../../../lib/steps/report.ts';
import { FakeCodeReports } from '../../fakes/code-reports.ts';
import { intakeWorld } from '../../steps/intake-world.ts';
import { shiftedTo } from '../../steps/rollout.ts';
import { FixedClock } from '../../support/clock.ts';
import { MemoryStore } from '../../support/memory-store.ts';
import type { Cases } from './case.ts';
import { asFunction } from './handlers.ts';
import { nameOf, Queue, type Worker } from './queue.ts';
import { resource, Scene } from './scene.ts';

type Failed = { batchItemFailures: Array<{ itemIdentifier: string }> };

/** A drop whose data bucket answers none of the first looks, five hours long. */
async function intakeThatFails(times: number, nobodyComes = false): Promise<Scene> {
  const world = await intakeWorld({ complete: { kind: 'marker' } });
  const scene = new Scene(world.clock);
  const queue = new Queue(scene, 'IntakeWorkQueue');
  let left = times;
  const { data } = world;
  data.upload('incoming/iris/a/a.csv', 'x\n1\n');
  data.upload('incoming/iris/a/_SUCCESS', '');
  const list = data.list.bind(data);
  data.list = (prefix) => {
    left -= 1;
    if (left >= 0) throw new Error('S3 is away');
    return list(prefix);
  };
  const ports: IntakePorts = world;
  const handler = functionHandler('intake', takeIn, () => () => ports);
  const worker: Worker = async (messages) => {
    const Records = messages.map(({ id, body }) => ({ eventSource: 'aws:sqs', messageId: id, body }));
    const answer = (await scene.call('intake', () => handler({ Records }))) as Failed;
    return answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  };
  queue.send({
    source: 'aws.s3',
    'detail-type': 'Object Created',
    detail: { bucket: { name: 'the-data' }, object: { key: 'incoming/iris/a/_SUCCESS' } },
  });
  await scene.pass(300, () => queue.tick(nobodyComes ? undefined : worker));
  return scene;
}

const identity = '1'.repeat(64);

/** An announcement that the code host refuses so often. */
async function reportsThatFail(times: number): Promise<Scene> {
  const scene = new Scene(new FixedClock());
  const queue = new Queue(scene, 'ReportsWorkQueue');
  let left = times;
  const store = new MemoryStore();
  const from = { kind: 'push', host: 'github', repository: 'octo/iris', branch: 'main', commit: 'a'.repeat(40) };
  const change = { ...from, pullRequest: null, title: '', author: '', again: null };
  const note = { status: 'refused', change, sentence: 's', source: null, snapshot: null, runId: null, takenAt: 't' };
  await store.put(layout.change('iris', identity), JSON.stringify(note));
  const reports = new FakeCodeReports();
  reports.check = async () => {
    left -= 1;
    if (left >= 0) throw new Error('the host is away');
  };
  const ports: ReportPorts = { store, pipeline: 'iris', reports };
  const handler = functionHandler('report', tellAll, () => () => ports);
  queue.send(identity);
  await scene.pass(300, () =>
    queue.tick(async (messages) => {
      const Records = messages.map(({ id: messageId, body: stringValue }) => ({
        messageId,
        messageAttributes: { change: { stringValue } },
      }));
      const { batchItemFailures } = (await scene.call('report', () => handler({ Records }))) as Failed;
      return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
    }),
  );
  return scene;
}

/** A rule of EventBridge whose target takes nothing for so many hours: tried again, then kept. */
async function intakeQueueThatRefuses(hours: number): Promise<Scene> {
  const scene = new Scene(new FixedClock());
  const [, rule] = resource('AWS::Events::Rule', (id) => id.includes('DataArrived'));
  const [target] = rule.Targets;
  const letters = nameOf(target.DeadLetterConfig.Arn['Fn::GetAtt'][0]);
  let waiting = true;
  let kept = 0;
  await scene.pass(26 * 60, async (minute) => {
    if (minute > hours * 60) waiting = false;
    if (waiting && minute * 60 > target.RetryPolicy.MaximumEventAgeInSeconds) [waiting, kept] = [false, 1];
    scene.count('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: letters }, kept);
  });
  return scene;
}

/** The watchdog's event: Lambda calls the function itself, and again where it fails, after one minute and two more. */
async function recoveryThatFails(times: number): Promise<Scene> {
  const { ports, input } = await shiftedTo(0);
  ports.executions.statuses.set(input.executionArn, 'ABORTED');
  const scene = new Scene(ports.clock);
  const [, config] = resource('AWS::Lambda::EventInvokeConfig', (id) => id.includes('recover'));
  const letters = nameOf(config.DestinationConfig.OnFailure.Destination['Fn::GetAtt'][0]);
  let left = times;
  ports.target.before = (call) => {
    if (call === 'shift' && left > 0) throw new Error('the alias is gone');
  };
  const event = { source: 'aws.states', detail: { executionArn: input.executionArn } };
  let [tries, kept] = [0, 0];
  await scene.pass(15, async (minute) => {
    if ([1, 2, 4].includes(minute) && tries <= config.MaximumRetryAttempts && tries >= 0) {
      tries += 1;
      const failed = await asFunction(scene, 'recover', event, ports)?.then(
        () => false,
        () => true,
      );
      left -= 1;
      if (!failed) tries = -1;
      else if (tries > config.MaximumRetryAttempts) kept = 1;
    }
    scene.count('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: letters }, kept);
  });
  return scene;
}

export const queues: Cases<
  'events-undelivered' | 'intake-failed' | 'intake-late' | 'reports-failed' | 'recovery-failed'
> = {
  'events-undelivered': { fires: () => intakeQueueThatRefuses(26), stays: () => intakeQueueThatRefuses(23) },
  'intake-failed': { fires: () => intakeThatFails(5), stays: () => intakeThatFails(4) },
  // Four failures are two hours: the message waits, and somebody comes.
  'intake-late': { fires: () => intakeThatFails(0, true), stays: () => intakeThatFails(4) },
  'reports-failed': { fires: () => reportsThatFail(5), stays: () => reportsThatFail(4) },
  'recovery-failed': { fires: () => recoveryThatFails(3), stays: () => recoveryThatFails(2) },
};
