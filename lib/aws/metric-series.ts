import { GetMetricDataCommand, type MetricDataQuery, type MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { InternalError } from '../core/errors.ts';
import type { CloudWatchSend, Sleep } from './clients.ts';
import type { Periods, Series } from './metric-periods.ts';

/** CloudWatch did not give all it will ever have of a window; asking later may. */
export class MetricsIncompleteError extends InternalError {
  override readonly name = 'MetricsIncompleteError';
}

/** Looks at what CloudWatch calls partial, and the pause between two of them. */
const looks = 4;
const pauseMs = 5_000;
/** Of one request: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const mostQueries = 500;

/** What is asked for of one metric. */
export interface Question {
  /** Begins with a lower-case letter; letters, digits and `_`. */
  id: string;
  namespace: string;
  metric: string;
  dimensions: Record<string, string>;
  stat: string;
}

/**
 * Answers by id; a metric that has nothing in these periods has an empty one.
 * @throws MetricsIncompleteError when CloudWatch keeps reporting partial data
 */
export async function ask(
  client: CloudWatchSend,
  questions: Question[],
  periods: Periods,
  sleep: Sleep,
): Promise<Map<string, Series>> {
  const answers = new Map<string, Series>();
  for (let from = 0; from < questions.length; from += mostQueries) {
    const queries = questions.slice(from, from + mostQueries).map((one) => queryOf(one, periods.periodSeconds));
    for (const [id, series] of await complete(client, queries, periods, sleep)) answers.set(id, series);
  }
  return answers;
}

function queryOf({ id, namespace, metric, dimensions, stat }: Question, Period: number): MetricDataQuery {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: namespace, MetricName: metric, Dimensions };
  return { Id: id, MetricStat: { Metric, Period, Stat: stat } };
}

async function complete(client: CloudWatchSend, queries: MetricDataQuery[], periods: Periods, sleep: Sleep) {
  for (let look = 1; ; look += 1) {
    try {
      return await pages(client, queries, periods);
    } catch (error) {
      if (!(error instanceof MetricsIncompleteError) || look === looks) throw error;
      await sleep(pauseMs);
    }
  }
}

/** A page may be partial when another follows; the last word on each query counts. */
async function pages(
  client: CloudWatchSend,
  MetricDataQueries: MetricDataQuery[],
  { start: StartTime, end: EndTime }: Periods,
): Promise<Map<string, Series>> {
  const values = new Map<string, Series>();
  const incomplete = new Set(MetricDataQueries.map(({ Id }) => Id));
  let NextToken: string | undefined;
  do {
    const request = { MetricDataQueries, StartTime, EndTime, ScanBy: 'TimestampAscending' as const, NextToken };
    const page = await client.send(new GetMetricDataCommand(request));
    for (const result of page.MetricDataResults ?? []) {
      if (result.StatusCode === 'Complete') incomplete.delete(result.Id);
      else incomplete.add(result.Id);
      gather(values, result);
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  if (incomplete.size === 0) return values;
  const window = `${StartTime.toISOString()} to ${EndTime.toISOString()}`;
  throw new MetricsIncompleteError(
    'metrics-incomplete',
    `CloudWatch has no complete data yet from ${window} for ${[...incomplete].join(', ')}.`,
  );
}

function gather(values: Map<string, Series>, { Id = '', Timestamps = [], Values = [] }: MetricDataResult): void {
  const series = values.get(Id) ?? new Map<number, number>();
  for (const [i, time] of Timestamps.entries()) series.set(time.getTime(), Values[i] ?? 0);
  values.set(Id, series);
}
