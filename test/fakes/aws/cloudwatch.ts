import type { GetMetricDataInput, PutMetricDataInput, StateValue } from '@aws-sdk/client-cloudwatch';
import type { CloudWatchSend } from '../../../lib/aws/clients.ts';
import { clone } from './clone.ts';
import { type AlarmContext, type AlarmTimer, alarmOperations, evaluateAlarm } from './cloudwatch/alarms.ts';
import { add, getMetricData, putMetricData, summaryOf } from './cloudwatch/metrics.ts';
import {
  type CloudWatchSettings,
  type CloudWatchState,
  emptyCloudWatch,
  keyOf,
  type MetricName,
} from './cloudwatch/state.ts';
import { FakeService } from './fake-service.ts';
import { Faults } from './faults.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** What a service publishes: one value, or several of which each was seen so often. */
export interface Published extends MetricName {
  /** Now unless it is told. */
  at?: Date;
  values: number[] | Array<[value: number, count: number]>;
  /** From its time until it can be seen; the setting of the fake unless it is told. */
  lagSeconds?: number;
}

/** CloudWatch: metrics that come late, in part or not at all, and alarms that are evaluated on a virtual clock. */
export class FakeCloudWatch extends FakeService<CloudWatchState, AlarmTimer> {
  readonly client = this.sender<CloudWatchSend>();
  /** Hears of every change of an alarm. */
  onAlarm: (alarm: string, to: StateValue) => void = () => {};

  constructor(clock: VirtualClock, faults = new Faults(), settings: Partial<CloudWatchSettings> = {}) {
    super('cloudwatch', clock, faults, emptyCloudWatch(settings));
  }

  /** What AWS's services and EMF put there, past PutMetricData. What nobody publishes is missing. */
  publish({ at = this.clock.now(), values, lagSeconds = this.state.settings.lagSeconds, ...metric }: Published): void {
    const counted = values.map((one): [number, number] => (typeof one === 'number' ? [one, 1] : one));
    const visibleMs = at.getTime() + lagSeconds * 1000;
    add(this.state, keyOf(metric), {
      atMs: at.getTime(),
      visibleMs,
      unit: undefined,
      values: counted,
      summary: summaryOf(counted),
    });
  }

  /** The next answers of GetMetricData have half of their points, and say so. */
  nextAnswers(...statuses: CloudWatchState['incomplete']): this {
    this.state.incomplete.push(...statuses);
    return this;
  }

  alarm(name: string): StateValue | undefined {
    return this.state.alarms[name]?.state;
  }

  copy(clock: VirtualClock, faults = this.faults.copy()): FakeCloudWatch {
    const copied = new FakeCloudWatch(clock, faults);
    copied.state = clone(this.state);
    copied.calls = this.calls.map((call) => ({ ...call }));
    return copied;
  }

  protected override perform(operation: string, input: Record<string, unknown>): unknown {
    const { nowMs } = this.clock;
    if (operation === 'GetMetricData') return getMetricData(this.state, nowMs, input as unknown as GetMetricDataInput);
    if (operation === 'PutMetricData') return putMetricData(this.state, nowMs, input as unknown as PutMetricDataInput);
    const answer = (alarmOperations as Record<string, (context: AlarmContext, input: never) => unknown>)[operation];
    if (!answer) throw new Error(`the fake knows no ${operation}`);
    return answer(this.#context, input as never);
  }

  protected override due(timer: AlarmTimer): void {
    evaluateAlarm(this.#context, timer);
  }

  get #context(): AlarmContext {
    return {
      state: this.state,
      nowMs: this.clock.nowMs,
      after: (seconds, event) => this.clock.after(seconds, { to: this.service, event }),
      changed: (alarm, to) => this.onAlarm(alarm, to),
    };
  }
}
