import { aws_cloudwatch as cloudwatch, Duration, type aws_lambda as lambda, type aws_sqs as sqs } from 'aws-cdk-lib';
import { type DimensionsOf, type MeasureName, monitoringNamespace } from '../../core/monitoring/measures.ts';
import type { Watch } from './alarm-kind.ts';

/** A look of the reaper. */
export const lookPeriod = Duration.minutes(5);

/** What the functions of a pipeline count. */
export function measured<Name extends MeasureName>(
  pipeline: string,
  metricName: Name,
  dimensions: DimensionsOf<Name>,
  how: { statistic: 'Sum' | 'Maximum'; period: Duration },
): cloudwatch.Metric {
  const dimensionsMap = { Pipeline: pipeline, ...dimensions };
  return new cloudwatch.Metric({ namespace: monitoringNamespace, metricName, dimensionsMap, ...how });
}

/** One number over several metrics; those that have no value do not count. */
export function summed(metrics: cloudwatch.IMetric[], label: string, period: Duration): cloudwatch.IMetric {
  const usingMetrics = Object.fromEntries(metrics.map((metric, i) => [`m${i}`, metric]));
  return new cloudwatch.MathExpression({ expression: 'SUM(METRICS())', usingMetrics, label, period });
}

/** As soon as one letter lies in a dead-letter queue. A queue that nobody used for six hours reports nothing. */
export function anyLetter(queue: sqs.IQueue | undefined): Watch | null {
  const how = { period: Duration.minutes(1), statistic: 'Maximum' };
  return queue ? { ...once, metric: queue.metricApproximateNumberOfMessagesVisible(how) } : null;
}

/** A function that something wakes every so often was not called for three times as long. */
export function silent(fn: lambda.IFunction | undefined, period: Duration): Watch | null {
  // Lambda counts no zeros: silence is an alarm that knows nothing, and that is told. A new pipeline starts like that, untold.
  const quiet = { is: 'less than', threshold: 1, periods: 3, of: 3, missing: 'unknown' } as const;
  return fn ? { ...quiet, metric: fn.metricInvocations({ statistic: 'Sum', period }) } : null;
}

/** Sum of a metric of Lambda's own over some functions. */
export function ofFunctions(
  metricName: 'Errors' | 'Throttles',
  functions: Array<lambda.IFunction | undefined>,
  period: Duration,
): cloudwatch.IMetric {
  const known = functions.filter((fn) => fn !== undefined);
  const each = known.map((fn) => fn.metric(metricName, { statistic: 'Sum', period }));
  const [only, ...more] = each;
  return only && more.length === 0 ? only : summed(each, metricName, period);
}

/** One value of at least one is enough, and no value is none. */
export const once = { is: 'at least', threshold: 1, periods: 1, of: 1, missing: 'fine' } as const;
