import type { MetricLog, MetricName, Statistic } from './metric-log.ts';

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** An alarm as a template has it. */
export interface AlarmProperties {
  AlarmName: string;
  Namespace?: string;
  MetricName?: string;
  Dimensions?: Array<{ Name: string; Value: unknown }>;
  Statistic?: Statistic;
  Period?: number;
  Metrics?: Array<{
    Id: string;
    Expression?: string;
    MetricStat?: { Metric: Omit<AlarmProperties, 'Metrics'>; Period: number; Stat: Statistic };
  }>;
  ComparisonOperator: 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold';
  Threshold: number;
  EvaluationPeriods: number;
  DatapointsToAlarm: number;
  TreatMissingData: 'missing' | 'ignore' | 'breaching' | 'notBreaching';
  AlarmActions?: unknown[];
  OKActions?: unknown[];
  InsufficientDataActions?: unknown[];
}

type Point = number | undefined;

/** So many older periods CloudWatch asks for beside those that it evaluates; its documentation draws two. */
const olderPeriods = 2;

/**
 * The state of an alarm after its next evaluation, as CloudWatch documents it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 * @param points one a period, the newest last
 */
export function nextState(alarm: AlarmProperties, points: Point[], before: AlarmState): AlarmState {
  const { EvaluationPeriods: periods, DatapointsToAlarm: needed, TreatMissingData: missing } = alarm;
  const known = points.filter((point) => point !== undefined);
  const breaches = known.slice(-periods).filter((value) => isBreaching(alarm, value)).length;
  const lacking = Math.max(0, periods - known.length);
  if (missing === 'breaching' || missing === 'notBreaching')
    return breaches + (missing === 'breaching' ? lacking : 0) >= needed ? 'ALARM' : 'OK';
  if (known.length === 0) return missing === 'missing' ? 'INSUFFICIENT_DATA' : before;
  if (breaches >= needed) return 'ALARM';
  // All that is known is bad, and old enough that the newer ones which lack would have had to save it.
  const oldest = points.length - points.findIndex((point) => point !== undefined);
  const early = lacking > 0 && breaches === known.length && oldest >= needed;
  if (!early) return 'OK';
  return missing === 'missing' ? 'ALARM' : before;
}

function isBreaching({ ComparisonOperator, Threshold }: AlarmProperties, value: number): boolean {
  return ComparisonOperator === 'LessThanThreshold' ? value < Threshold : value >= Threshold;
}

/** `clock`: periods begin at whole periods since 1970, as those of a graph do; `sliding`: the newest ends at each look. */
export type Alignment = 'clock' | 'sliding';

/** Every change of state while CloudWatch looks once a minute. A new alarm knows nothing. */
export function changesOf(
  alarm: AlarmProperties,
  log: MetricLog,
  {
    fromMs,
    toMs,
    alignment,
    nameOf,
  }: { fromMs: number; toMs: number; alignment: Alignment; nameOf: (value: unknown) => string },
): AlarmState[] {
  const { metrics, periodMs } = watchedBy(alarm, nameOf);
  const changes: AlarmState[] = [];
  let state: AlarmState = 'INSUFFICIENT_DATA';
  for (let atMs = fromMs; atMs <= toMs; atMs += 60_000) {
    const endMs = alignment === 'sliding' ? atMs : Math.ceil(atMs / periodMs) * periodMs;
    const points = Array.from({ length: alarm.EvaluationPeriods + olderPeriods }, (_, i) => {
      const until = endMs - (alarm.EvaluationPeriods + olderPeriods - 1 - i) * periodMs;
      const values = metrics.flatMap(
        ({ metric, statistic }) => log.statistic(metric, statistic, until - periodMs, Math.min(until, atMs)) ?? [],
      );
      return values.length === 0 ? undefined : values.reduce((a, b) => a + b, 0);
    });
    const next = nextState(alarm, points, state);
    if (next !== state) changes.push(next);
    state = next;
  }
  return changes;
}

/** One metric, or the sum of several. */
function watchedBy(alarm: AlarmProperties, nameOf: (value: unknown) => string) {
  const named = ({
    Namespace = '',
    MetricName = '',
    Dimensions = [],
  }: Omit<AlarmProperties, 'Metrics'>): MetricName => ({
    namespace: Namespace,
    name: MetricName,
    dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, nameOf(Value)])),
  });
  if (!alarm.Metrics)
    return {
      metrics: [{ metric: named(alarm), statistic: alarm.Statistic ?? 'Sum' }],
      periodMs: (alarm.Period ?? 0) * 1_000,
    };
  const expressions = alarm.Metrics.flatMap(({ Expression }) => Expression ?? []);
  if (expressions.join() !== 'SUM(METRICS())') throw new Error(`${alarm.AlarmName}: ${expressions} is not known here`);
  const stats = alarm.Metrics.flatMap(({ MetricStat }) => MetricStat ?? []);
  return {
    metrics: stats.map(({ Metric, Stat }) => ({ metric: named(Metric), statistic: Stat })),
    periodMs: (stats[0]?.Period ?? 0) * 1_000,
  };
}

/** States of which people are told. */
export function toldOf(alarm: AlarmProperties, changes: AlarmState[]): AlarmState[] {
  const actions = { ALARM: alarm.AlarmActions, OK: alarm.OKActions, INSUFFICIENT_DATA: alarm.InsufficientDataActions };
  return changes.filter((state) => (actions[state] ?? []).length > 0);
}
