import { GetMetricDataCommand, type MetricDataQuery, type MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { GetAliasCommand } from '@aws-sdk/client-lambda';
import { InternalError } from '../core/errors.ts';
import type { ArmWindow } from '../core/rollout/traffic.ts';
import type { Clock, MetricSource } from '../ports.ts';
import type { CloudWatchSend, LambdaSend, Sleep } from './clients.ts';
import { combineMinutes, measures } from './metric-minutes.ts';
import { absent, listVersions } from './targets/lambda-versions.ts';

const minuteMs = 60_000;
/** CloudWatch may add to a minute for up to two more. */
const ingestionMs = 2 * minuteMs;
/** Looks at a window that CloudWatch calls partial, and the pause between two of them. */
const looks = 4;
const pauseMs = 15_000;

/** CloudWatch did not give all it will ever have of a window; asking later may. */
export class MetricsIncompleteError extends InternalError {}

type Series = Map<string, Map<number, number>>;

interface Arm {
  servableId: string;
  dimensions: Array<{ Name: string; Value: string }>;
}

/**
 * Live traffic by version from Lambda's own metrics, whose grain is a minute: a window takes the whole minutes that begin in
 * [from, to), so windows that follow each other count each request once. It waits until they are complete: at most 4 minutes.
 */
export class CloudWatchMetrics implements MetricSource {
  private readonly clients: { cloudWatch: CloudWatchSend; lambda: LambdaSend };
  private readonly served: { functionName: string; alias: string };
  private readonly time: { clock: Clock; sleep: Sleep };

  constructor(
    clients: { cloudWatch: CloudWatchSend; lambda: LambdaSend },
    served: { functionName: string; alias: string },
    time: { clock: Clock; sleep: Sleep },
  ) {
    this.clients = clients;
    this.served = served;
    this.time = time;
  }

  /** @throws MetricsIncompleteError when CloudWatch reports partial data */
  async read(from: string, to: string): Promise<ArmWindow[]> {
    const StartTime = nextMinute(from);
    const EndTime = nextMinute(to);
    if (StartTime >= EndTime) return [];
    const wait = EndTime.getTime() + ingestionMs - this.time.clock.now().getTime();
    if (wait > 0) await this.time.sleep(wait);
    const arms = await this.arms();
    const series = await this.completeSeries(arms.flatMap(queriesOf), StartTime, EndTime);
    return arms
      .map(({ servableId }, arm) =>
        combineMinutes(servableId, (measure) => series.get(idOf(measure, arm)) ?? new Map()),
      )
      .filter(({ requests }) => requests > 0);
  }

  /** Lambda tells versions apart only while the alias splits its traffic; without a split all of it is the one version's. */
  private async arms(): Promise<Arm[]> {
    const { functionName: FunctionName, alias: Name } = this.served;
    const alias = await this.clients.lambda.send(new GetAliasCommand({ FunctionName, Name })).catch(absent);
    if (alias?.FunctionVersion === undefined) return [];
    const others = Object.keys(alias.RoutingConfig?.AdditionalVersionWeights ?? {});
    const known = await listVersions(this.clients.lambda, FunctionName);
    const common = [
      { Name: 'FunctionName', Value: FunctionName },
      { Name: 'Resource', Value: `${FunctionName}:${Name}` },
    ];
    return [alias.FunctionVersion, ...others].map((version) => ({
      servableId: known.find((one) => one.version === version)?.servableId ?? `unknown-version-${version}`,
      dimensions: others.length === 0 ? common : [...common, { Name: 'ExecutedVersion', Value: version }],
    }));
  }

  private async completeSeries(queries: MetricDataQuery[], start: Date, end: Date): Promise<Series> {
    for (let look = 1; ; look += 1) {
      try {
        return await this.series(queries, start, end);
      } catch (error) {
        if (!(error instanceof MetricsIncompleteError) || look === looks) throw error;
        await this.time.sleep(pauseMs);
      }
    }
  }

  /** Values by query id and minute. A page may be partial when another follows; the last word on each query counts. */
  private async series(MetricDataQueries: MetricDataQuery[], StartTime: Date, EndTime: Date): Promise<Series> {
    const values: Series = new Map();
    const incomplete = new Set(MetricDataQueries.map(({ Id }) => Id));
    let NextToken: string | undefined;
    while (MetricDataQueries.length > 0) {
      const request = { MetricDataQueries, StartTime, EndTime, ScanBy: 'TimestampAscending' as const, NextToken };
      const page = await this.clients.cloudWatch.send(new GetMetricDataCommand(request));
      for (const result of page.MetricDataResults ?? []) {
        if (result.StatusCode === 'Complete') incomplete.delete(result.Id);
        else incomplete.add(result.Id);
        gather(values, result);
      }
      NextToken = page.NextToken;
      if (NextToken === undefined) break;
    }
    if (incomplete.size === 0) return values;
    const window = `${StartTime.toISOString()} to ${EndTime.toISOString()}`;
    throw new MetricsIncompleteError(
      'metrics-incomplete',
      `CloudWatch has no complete data yet from ${window} for ${[...incomplete].join(', ')}.`,
    );
  }
}

function nextMinute(iso: string): Date {
  return new Date(Math.ceil(Date.parse(iso) / minuteMs) * minuteMs);
}

const idOf = (measure: string, arm: number) => `${measure}_${arm}`;

function queriesOf({ dimensions: Dimensions }: Arm, arm: number): MetricDataQuery[] {
  return Object.entries(measures).map(([measure, { metric: MetricName, stat: Stat }]) => ({
    Id: idOf(measure, arm),
    MetricStat: { Metric: { Namespace: 'AWS/Lambda', MetricName, Dimensions }, Period: 60, Stat },
  }));
}

function gather(
  values: Map<string, Map<number, number>>,
  { Id = '', Timestamps = [], Values = [] }: MetricDataResult,
): void {
  const series = values.get(Id) ?? new Map<number, number>();
  for (const [i, time] of Timestamps.entries()) series.set(time.getTime(), Values[i] ?? 0);
  values.set(Id, series);
}
