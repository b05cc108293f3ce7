import { Duration } from 'aws-cdk-lib';
import type { FunctionName } from '../../../lib/core/step-io.ts';
import { onGitHub } from '../../infra/connected.ts';
import { pipeline, type Resource, spelled } from '../../infra/pipeline.ts';
import type { FixedClock } from '../../support/clock.ts';
import {
  type AlarmProperties,
  type AlarmState,
  type Alignment,
  changesOf,
  toldOf,
} from '../../support/cloudwatch/alarm.ts';
import { MetricLog } from '../../support/cloudwatch/metric-log.ts';

/** A pipeline that has all that an alarm can be for. */
const template = pipeline((stack) => ({
  ...onGitHub(stack),
  frontDoor: true,
  alarms: { dataWithin: Duration.days(2), trainingInADay: Duration.hours(2) },
}));

type Lane = 'DeliveryLane' | 'PullRequestLane';

/** What is deployed, its time, and what AWS counts of it. */
export class Scene {
  readonly log = new MetricLog();
  readonly clock: FixedClock;
  readonly #fromMs: number;

  constructor(clock: FixedClock) {
    this.clock = clock;
    this.#fromMs = clock.now().getTime();
  }

  /** Calls a function, and counts as Lambda does. */
  async call<T>(step: FunctionName, run: () => Promise<T>, lane: Lane = 'DeliveryLane'): Promise<T> {
    this.countOf(step, 'Invocations', lane);
    try {
      return await run();
    } catch (error) {
      this.countOf(step, 'Errors', lane);
      throw error;
    }
  }

  countOf(
    step: FunctionName,
    name: 'Invocations' | 'Errors' | 'Throttles' | 'Url5xxCount',
    lane: Lane = 'DeliveryLane',
  ) {
    this.count('AWS/Lambda', name, { FunctionName: `<${functionOf(step, lane)}>` });
  }

  /** How an execution ended, as Step Functions counts it. */
  ended(status: string, machine: 'Delivery' | 'PullRequest' = 'Delivery'): void {
    const names: Record<string, string> = {
      FAILED: 'Failed',
      TIMED_OUT: 'TimedOut',
      ABORTED: 'Aborted',
      SUCCEEDED: 'Succeeded',
    };
    const [id = ''] = resource('AWS::StepFunctions::StateMachine', (id) => id.includes(`Machines${machine}Machine`));
    this.count('AWS/States', `Executions${names[status]}`, { StateMachineArn: `<${id}>` });
  }

  count(namespace: string, name: string, dimensions: Record<string, string>, value = 1): void {
    this.log.put({ namespace, name, dimensions }, value, this.clock.now().getTime());
  }

  /** Lets so many minutes pass. `each` is told which of them has passed. */
  async pass(minutes: number, each: (minute: number) => Promise<void> = async () => {}): Promise<void> {
    for (let minute = 1; minute <= minutes; minute += 1) {
      this.clock.advance(60);
      await each(minute);
    }
  }

  /** Of what people were told by this alarm until now: every state that it went into. */
  told(id: string, alignment: Alignment): AlarmState[] {
    const alarm = alarms[id];
    if (!alarm) throw new Error(`there is no alarm ${id}`);
    const over = { fromMs: this.#fromMs, toMs: this.clock.now().getTime(), alignment, nameOf: spelled };
    return toldOf(alarm, changesOf(alarm, this.log, over));
  }
}

const alarms: Record<string, AlarmProperties> = Object.fromEntries(
  template
    .ofType('AWS::CloudWatch::Alarm')
    .map(([, { Properties }]) => [String(Properties.AlarmName).replace('signalbox-iris-', ''), Properties]),
);

/** The one resource of the template that this is said of. */
export function resource(
  type: string,
  is: (id: string, resource: Resource) => boolean,
): [string, Resource['Properties']] {
  const found = template.ofType(type).filter(([id, one]) => is(id, one));
  if (found.length !== 1) throw new Error(`${found.length} resources of ${type} are meant`);
  const [[id, { Properties }]] = found as [[string, Resource]];
  return [id, Properties];
}

function functionOf(step: FunctionName, lane: Lane): string {
  const [id] = resource(
    'AWS::Lambda::Function',
    (id, { Properties }) => id.includes(lane) && Properties.Environment.Variables.SIGNALBOX_STEP === step,
  );
  return id;
}
