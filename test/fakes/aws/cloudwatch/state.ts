import type { MetricDatum, PutMetricAlarmInput, StateValue } from '@aws-sdk/client-cloudwatch';

export interface MetricName {
  namespace: string;
  name: string;
  dimensions: Record<string, string>;
}

/** Values that were told together, each with how often it was seen; only a summary where only that was told. */
export interface Datum {
  atMs: number;
  /** From then on GetMetricData and alarms see it. */
  visibleMs: number;
  unit: MetricDatum['Unit'];
  values: Array<[value: number, count: number]>;
  summary: { sum: number; count: number; min: number; max: number };
}

export interface Alarm {
  config: PutMetricAlarmInput;
  state: StateValue;
  reason: string;
  changedMs: number;
  /** Timers name it: those of an alarm that was deleted or put anew mean nothing. */
  id: string;
}

export interface CloudWatchSettings {
  /** From a time stamp until what it tells can be seen. */
  lagSeconds: number;
  /** Points on a page of GetMetricData, unless fewer are asked for. */
  pageSize: number;
}

export interface CloudWatchState {
  settings: CloudWatchSettings;
  /** By namespace, name and exact dimensions. */
  metrics: Record<string, Datum[]>;
  alarms: Record<string, Alarm>;
  /** What the next answers of GetMetricData say of themselves, in their order; they have half of the points. */
  incomplete: Array<'PartialData' | 'InternalError'>;
  /** Every change of an alarm's state. */
  changes: Array<{ at: string; alarm: string; from: StateValue; to: StateValue; reason: string }>;
  nextId: number;
}

export function emptyCloudWatch(settings: Partial<CloudWatchSettings> = {}): CloudWatchState {
  const usual: CloudWatchSettings = { lagSeconds: 0, pageSize: 500 };
  return { settings: { ...usual, ...settings }, metrics: {}, alarms: {}, incomplete: [], changes: [], nextId: 1 };
}

/** Dimensions are matched as a whole: a subset is another metric. */
export function keyOf({ namespace, name, dimensions }: MetricName): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
