import type {
  DeleteAlarmsInput,
  DescribeAlarmsInput,
  MetricAlarm,
  PutMetricAlarmInput,
  SetAlarmStateInput,
  StateValue,
} from '@aws-sdk/client-cloudwatch';
import { fail } from '../breach.ts';
import { ServiceError } from '../service-error.ts';
import { evaluate, extraPeriods, type Missing } from './evaluate.ts';
import { dimensionsOf, invalid } from './metrics.ts';
import { type Alarm, type CloudWatchState, keyOf } from './state.ts';
import { pointsOf } from './statistics.ts';

export interface AlarmTimer {
  alarm: string;
  id: string;
}

export interface AlarmContext {
  state: CloudWatchState;
  nowMs: number;
  after: (seconds: number, timer: AlarmTimer) => void;
  changed: (alarm: string, to: StateValue) => void;
}

const compare: Record<string, (value: number, threshold: number) => boolean> = {
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  GreaterThanThreshold: (value, threshold) => value > threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

export const alarmOperations = {
  /** A new alarm has too little data; one that is put again keeps its state. */
  PutMetricAlarm: (context: AlarmContext, config: PutMetricAlarmInput) => {
    checkAlarm(config);
    const { state, nowMs } = context;
    const { AlarmName = '' } = config;
    const before = state.alarms[AlarmName];
    const fresh = {
      state: 'INSUFFICIENT_DATA' as const,
      reason: 'Unchecked: Initial alarm creation',
      changedMs: nowMs,
    };
    const alarm: Alarm = { ...(before ?? fresh), config, id: `alarm-${state.nextId++}` };
    state.alarms[AlarmName] = alarm;
    context.after(intervalOf(config), { alarm: AlarmName, id: alarm.id });
    return {};
  },

  DescribeAlarms: ({ state }: AlarmContext, input: DescribeAlarmsInput) => {
    const { AlarmNames, AlarmNamePrefix = '', StateValue: wanted, MaxRecords = 50, NextToken } = input;
    const named = Object.values(state.alarms).filter(({ config: { AlarmName = '' }, state: now }) => {
      const byName = AlarmNames ? AlarmNames.includes(AlarmName) : AlarmName.startsWith(AlarmNamePrefix);
      return byName && (wanted === undefined || wanted === now);
    });
    const from = Number(NextToken ?? 0);
    const to = from + MaxRecords;
    return { MetricAlarms: named.slice(from, to).map(shown), NextToken: to < named.length ? `${to}` : undefined };
  },

  /** Holds until the next evaluation. */
  SetAlarmState: (context: AlarmContext, { AlarmName = '', StateValue: to, StateReason = '' }: SetAlarmStateInput) => {
    const alarm = context.state.alarms[AlarmName];
    if (!alarm) throw new ServiceError('ResourceNotFound', `${AlarmName} does not exist`, 404);
    if (to) change(context, AlarmName, alarm, to, StateReason);
    return {};
  },

  /** All or none. */
  DeleteAlarms: ({ state }: AlarmContext, { AlarmNames = [] }: DeleteAlarmsInput) => {
    const absent = AlarmNames.filter((name) => !state.alarms[name]);
    if (absent.length > 0) throw new ServiceError('ResourceNotFound', `${absent.join(', ')} does not exist`, 404);
    for (const name of AlarmNames) delete state.alarms[name];
    return {};
  },
};

/** Looks at the whole periods that are over, and again after a while. */
export function evaluateAlarm(context: AlarmContext, timer: AlarmTimer): void {
  const alarm = context.state.alarms[timer.alarm];
  if (alarm?.id !== timer.id) return;
  const { config } = alarm;
  context.after(intervalOf(config), timer);
  const evaluationPeriods = config.EvaluationPeriods ?? 1;
  const to = evaluate(breachesOf(context, alarm), {
    evaluationPeriods,
    datapointsToAlarm: config.DatapointsToAlarm ?? evaluationPeriods,
    missing: (config.TreatMissingData as Missing | undefined) ?? 'missing',
  });
  if (to) change(context, timer.alarm, alarm, to, `Threshold ${config.Threshold}: ${to}`);
}

function breachesOf({ state, nowMs }: AlarmContext, { config }: Alarm): Array<boolean | undefined> {
  const periodMs = (config.Period ?? 60) * 1000;
  const toMs = Math.floor(nowMs / periodMs) * periodMs;
  const periods = (config.EvaluationPeriods ?? 1) + extraPeriods;
  const fromMs = toMs - periods * periodMs;
  const { Namespace: namespace = '', MetricName: name = '', Statistic, ExtendedStatistic, Unit: unit } = config;
  const data = state.metrics[keyOf({ namespace, name, dimensions: dimensionsOf(config.Dimensions) })] ?? [];
  const stat = Statistic ?? ExtendedStatistic ?? '';
  const points = pointsOf(data, { periodSeconds: periodMs / 1000, stat, fromMs, toMs, nowMs, unit });
  const breaches = compare[config.ComparisonOperator ?? ''];
  return Array.from({ length: periods }, (_, i) => {
    const value = points.get(fromMs + i * periodMs);
    return value === undefined ? undefined : breaches?.(value, config.Threshold ?? 0);
  });
}

function change(context: AlarmContext, name: string, alarm: Alarm, to: StateValue, reason: string): void {
  const { state: from } = alarm;
  if (from === to) return;
  Object.assign(alarm, { state: to, reason, changedMs: context.nowMs });
  const at = new Date(context.nowMs).toISOString();
  context.state.changes.push({ at, alarm: name, from, to, reason });
  context.changed(name, to);
}

/** Every minute, and every 10 s for alarms of high resolution. */
function intervalOf({ Period = 60 }: PutMetricAlarmInput): number {
  return Period < 60 ? 10 : 60;
}

function checkAlarm(config: PutMetricAlarmInput): void {
  const {
    Period = 0,
    EvaluationPeriods,
    DatapointsToAlarm,
    ComparisonOperator = '',
    Threshold,
    TreatMissingData,
  } = config;
  if (!config.MetricName || !config.Namespace)
    fail('cloudwatch', 'PutMetricAlarm', 'the fake knows alarms of one metric only');
  if (![10, 20, 30].includes(Period) && (Period < 60 || Period % 60 !== 0))
    throw invalid(`Period must be 10, 20, 30 or a multiple of 60, got ${Period}.`);
  if (!EvaluationPeriods || Threshold === undefined) throw invalid('EvaluationPeriods and Threshold are required.');
  if ((DatapointsToAlarm ?? 1) > EvaluationPeriods)
    throw invalid('DatapointsToAlarm must not exceed EvaluationPeriods.');
  if ((config.Statistic === undefined) === (config.ExtendedStatistic === undefined))
    throw invalid('Exactly one of Statistic and ExtendedStatistic is required.');
  if (!compare[ComparisonOperator]) throw invalid(`${ComparisonOperator} is no comparison with a threshold.`);
  if (TreatMissingData && !['missing', 'ignore', 'breaching', 'notBreaching'].includes(TreatMissingData))
    throw invalid(`TreatMissingData ${TreatMissingData} is not supported.`);
  if (EvaluationPeriods * Period > 7 * 86_400) throw invalid('Periods must not span more than seven days.');
}

function shown({ config, state, reason, changedMs }: Alarm): MetricAlarm {
  const { Tags: _, ...told } = config;
  return {
    ...told,
    AlarmArn: `arn:aws:cloudwatch:eu-central-1:123456789012:alarm:${config.AlarmName}`,
    StateValue: state,
    StateReason: reason,
    StateUpdatedTimestamp: new Date(changedMs),
  };
}
