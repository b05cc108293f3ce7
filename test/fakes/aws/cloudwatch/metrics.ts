import type {
  Dimension,
  GetMetricDataInput,
  MetricDataQuery,
  MetricDataResult,
  MetricDatum,
  PutMetricDataInput,
} from '@aws-sdk/client-cloudwatch';
import { fail } from '../breach.ts';
import { ServiceError } from '../service-error.ts';
import { type CloudWatchState, type Datum, keyOf } from './state.ts';
import { pointsOf } from './statistics.ts';

const dayMs = 86_400_000;

export function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}

export function dimensionsOf(dimensions: Dimension[] = []): Record<string, string> {
  return Object.fromEntries(dimensions.map(({ Name = '', Value = '' }) => [Name, Value]));
}

/** Our own metrics. Those of AWS's namespaces come from the services only. */
export function putMetricData(state: CloudWatchState, nowMs: number, input: PutMetricDataInput): void {
  const { Namespace: namespace = '', MetricData = [] } = input;
  const refused = (message: string) => new ServiceError('InvalidParameterValueException', message);
  if (namespace.startsWith('AWS/')) throw refused(`The value ${namespace} for parameter Namespace is invalid.`);
  if (MetricData.length > 1000) throw refused('At most 1000 metrics can be put at once.');
  const told = MetricData.map((datum) => ({
    datum,
    key: keyOf({ namespace, name: datum.MetricName ?? '', dimensions: dimensionsOf(datum.Dimensions) }),
  }));
  for (const { datum } of told) {
    const ageMs = nowMs - (datum.Timestamp?.getTime() ?? nowMs);
    if (ageMs > 14 * dayMs || ageMs < -dayMs / 12)
      throw refused('Timestamp must be at most two weeks old and two hours ahead.');
    if ((datum.Values?.length ?? 0) > 150) throw refused('A metric can have at most 150 values.');
    if (datum.Values && datum.Counts && datum.Values.length !== datum.Counts.length)
      throw refused('Values and Counts must have the same length.');
  }
  for (const { key, datum } of told) add(state, key, datumOf(datum, nowMs, state.settings.lagSeconds));
}

export function add(state: CloudWatchState, key: string, datum: Datum): void {
  state.metrics[key] = [...(state.metrics[key] ?? []), datum];
}

function datumOf(datum: MetricDatum, nowMs: number, lagSeconds: number): Datum {
  const resolutionMs = (datum.StorageResolution ?? 60) * 1000;
  const atMs = Math.floor((datum.Timestamp?.getTime() ?? nowMs) / resolutionMs) * resolutionMs;
  const visibleMs = nowMs + lagSeconds * 1000;
  const { SampleCount = 0, Sum = 0, Minimum = 0, Maximum = 0 } = datum.StatisticValues ?? {};
  const values = (datum.Values ?? (datum.Value === undefined ? [] : [datum.Value])).map(
    (value, i): [number, number] => [value, datum.Counts?.[i] ?? 1],
  );
  const summary = datum.StatisticValues
    ? { sum: Sum, count: SampleCount, min: Minimum, max: Maximum }
    : summaryOf(values);
  return { atMs, visibleMs, unit: datum.Unit, values, summary };
}

export function summaryOf(values: Array<[value: number, count: number]>): Datum['summary'] {
  return {
    sum: values.reduce((sum, [value, count]) => sum + value * count, 0),
    count: values.reduce((sum, [, count]) => sum + count, 0),
    min: Math.min(...values.map(([value]) => value)),
    max: Math.max(...values.map(([value]) => value)),
  };
}

/** Late data is not told: an answer that says Complete may have more when it is asked for again. */
export function getMetricData(state: CloudWatchState, nowMs: number, input: GetMetricDataInput) {
  const { MetricDataQueries: queries = [], StartTime, EndTime, ScanBy, NextToken } = input;
  if (queries.length > 500) throw invalid('The collection MetricDataQueries must not have a size greater than 500.');
  if (new Set(queries.map(({ Id }) => Id)).size < queries.length)
    throw invalid('The values for parameter Id must be unique.');
  if (!StartTime || !EndTime || StartTime >= EndTime) throw invalid('StartTime must be less than EndTime.');
  const from = NextToken === undefined ? 0 : Number(NextToken);
  if (!Number.isInteger(from)) throw new ServiceError('InvalidNextToken', 'The next token is invalid.');
  const cut = state.incomplete.shift();
  const limit = Math.min(input.MaxDatapoints ?? state.settings.pageSize, state.settings.pageSize);
  const to = from + limit;
  let passed = 0;
  let more = false;
  const results: MetricDataResult[] = [];
  for (const query of queries) {
    const points = [...seriesOf(state, nowMs, query, StartTime.getTime(), EndTime.getTime())];
    if (ScanBy !== 'TimestampAscending') points.reverse();
    const [begin, end] = [passed, passed + points.length];
    passed = end;
    const page = points.slice(Math.max(0, from - begin), Math.max(0, to - begin));
    more ||= end > to;
    // A query without points is told once, on the first page.
    if (page.length > 0 || (points.length === 0 && from === 0))
      results.push(resultOf(query, page, page.length > 0 && end > to, cut));
  }
  return { MetricDataResults: results, NextToken: more ? `${to}` : undefined };
}

function resultOf(
  { Id, Label }: MetricDataQuery,
  all: Array<[number, number]>,
  continues: boolean,
  cut: 'PartialData' | 'InternalError' | undefined,
): MetricDataResult {
  const page = cut ? all.slice(0, Math.floor(all.length / 2)) : all;
  return {
    Id,
    Label: Label ?? Id,
    Timestamps: page.map(([start]) => new Date(start)),
    Values: page.map(([, value]) => value),
    StatusCode: cut ?? (continues ? 'PartialData' : 'Complete'),
  };
}

function seriesOf(state: CloudWatchState, nowMs: number, query: MetricDataQuery, startMs: number, toMs: number) {
  const { Metric, Period: periodSeconds = 0, Stat: stat = '', Unit: unit } = query.MetricStat ?? {};
  if (!Metric) fail('cloudwatch', 'GetMetricData', `the fake knows no metric math: ${query.Expression}`);
  if (![1, 5, 10, 20, 30].includes(periodSeconds) && periodSeconds % 60 !== 0)
    throw invalid(`Period must be 1, 5, 10, 20, 30, or any multiple of 60, got ${periodSeconds}.`);
  const isFine = periodSeconds < 60;
  // Points of less than a minute are kept for three hours.
  if (isFine && nowMs - startMs > 3 * 3_600_000) return new Map<number, number>();
  const grainMs = isFine ? periodSeconds * 1000 : 60_000;
  const fromMs = Math.floor(startMs / grainMs) * grainMs;
  const name = {
    namespace: Metric.Namespace ?? '',
    name: Metric.MetricName ?? '',
    dimensions: dimensionsOf(Metric.Dimensions),
  };
  return pointsOf(state.metrics[keyOf(name)] ?? [], { periodSeconds, stat, fromMs, toMs, nowMs, unit });
}
