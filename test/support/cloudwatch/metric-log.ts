/** A metric by all that tells it from others. */
export interface MetricName {
  namespace: string;
  name: string;
  dimensions: Record<string, string>;
}

export type Statistic = 'Sum' | 'Maximum' | 'Minimum' | 'Average' | 'SampleCount';

/** What CloudWatch was told, by metric and time. */
export class MetricLog {
  readonly #values = new Map<string, Array<{ atMs: number; value: number }>>();

  put(metric: MetricName, value: number, atMs: number): void {
    const key = keyOf(metric);
    this.#values.set(key, [...(this.#values.get(key) ?? []), { atMs, value }]);
  }

  /** Takes a log line; one in the embedded metric format is read as CloudWatch does, any other means nothing to it. */
  print(line: string): void {
    if (!line.includes('"_aws"')) return;
    const { _aws, ...fields } = JSON.parse(line);
    for (const { Namespace: namespace, Dimensions, Metrics } of _aws.CloudWatchMetrics)
      for (const names of Dimensions as string[][])
        for (const { Name: name } of Metrics as Array<{ Name: string }>) {
          const dimensions = Object.fromEntries(names.map((one) => [one, fields[one]]));
          for (const value of [fields[name]].flat()) this.put({ namespace, name, dimensions }, value, _aws.Timestamp);
        }
  }

  /** Over [from, to), milliseconds; undefined where nothing was told. */
  statistic(metric: MetricName, statistic: Statistic, fromMs: number, toMs: number): number | undefined {
    const told = this.#values.get(keyOf(metric)) ?? [];
    const values = told.filter(({ atMs }) => atMs >= fromMs && atMs < toMs).map(({ value }) => value);
    return values.length === 0 ? undefined : statistics[statistic](values);
  }
}

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

const statistics: Record<Statistic, (values: number[]) => number> = {
  Sum: sum,
  Maximum: (values) => Math.max(...values),
  Minimum: (values) => Math.min(...values),
  Average: (values) => sum(values) / values.length,
  SampleCount: (values) => values.length,
};

function keyOf({ namespace, name, dimensions }: MetricName): string {
  return JSON.stringify([namespace, name, Object.entries(dimensions).sort()]);
}
