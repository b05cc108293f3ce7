import { aws_cloudwatch as cloudwatch, Duration } from 'aws-cdk-lib';
import { verdicts } from '../../core/gate.ts';
import { outcomes } from '../../core/run.ts';
import type { Watched } from '../alarms/alarm-kind.ts';
import { measured } from '../alarms/metrics.ts';

/** What the graphs are about. */
export interface Shown extends Omit<Watched, 'limits'> {
  /** Name of the served function; null where the target is none. */
  servedFunction: string | null;
  /** Name of the endpoint; null where the target is none. */
  endpoint: string | null;
}

interface Graph {
  title: string;
  metrics: cloudwatch.IMetric[];
  stacked?: boolean;
}

const period = Duration.hours(1);
const sum = { statistic: 'Sum', period } as const;
const most = { statistic: 'Maximum', period: Duration.minutes(5) } as const;

/** The graphs of the dashboard, row by row. Up to 50 metrics in each of three dashboards are free. */
export function rows(props: Shown): Graph[][] {
  return [runRow(props), troubleRow(props), [...queueRow(props), ...functionRow(props)], ...servedRow(props)];
}

function runRow({ pipeline }: Shown): Graph[] {
  const ended = outcomes.map((Outcome) =>
    measured(pipeline, 'Runs', { Machine: 'delivery', Outcome }, sum).with({ label: Outcome }),
  );
  const tried = (['passed', 'rejected', 'inconclusive', 'broken'] as const).map((Outcome) =>
    measured(pipeline, 'Runs', { Machine: 'pull_request', Outcome }, sum).with({ label: Outcome }),
  );
  const judged = (['data', 'model', 'image'] as const).flatMap((Gate) =>
    verdicts.map((Verdict) =>
      measured(pipeline, 'Verdicts', { Gate, Verdict }, sum).with({ label: `${Gate}: ${Verdict}` }),
    ),
  );
  return [
    { title: 'Deliveries, by how they ended', metrics: ended, stacked: true },
    { title: 'Pull requests, by how they ended', metrics: tried, stacked: true },
    { title: 'Verdicts of gates', metrics: judged, stacked: true },
  ];
}

function troubleRow({ pipeline, machines }: Shown): Graph[] {
  const trained = [measured(pipeline, 'TrainingMinutes', {}, sum)];
  const wrong = (['OverdueMinutes', 'LeasesWithoutRun', 'RolloutsUnverified', 'ForeignRoutes'] as const).map((name) =>
    measured(pipeline, name, {}, most),
  );
  const mended = measured(pipeline, 'Mended', {}, sum);
  const started = machines.map((machine) => machine.metricStarted(sum));
  return [
    { title: 'Minutes of training', metrics: trained },
    { title: 'What the reaper found; nothing where all is well', metrics: [...wrong, mended] },
    { title: 'Executions started', metrics: started },
  ];
}

function queueRow({ intakeQueue, deadLetters }: Shown): Graph[] {
  const letters = Object.entries(deadLetters).map(([name, queue]) =>
    queue.metricApproximateNumberOfMessagesVisible({ ...most, label: name }),
  );
  return [
    { title: 'Seconds that the oldest event waits', metrics: [intakeQueue.metricApproximateAgeOfOldestMessage(most)] },
    { title: 'Dead letters', metrics: letters, stacked: true },
  ];
}

/** Steps that fail make a run fail; these are around the machines, where nobody else would tell. */
const around = ['intake', 'webhook', 'report', 'reconcile', 'recover', 'operate', 'door'] as const;

function functionRow({ functions }: Shown): Graph[] {
  const known = around.flatMap((step) => {
    const fn = functions[step];
    return fn ? [fn.metricErrors({ ...sum, label: step })] : [];
  });
  return [{ title: 'Errors of functions around the machines', metrics: known, stacked: true }];
}

/** The Lambda function that serves, or the variant-less sums of an endpoint: a rollout's arms are in its report. */
function servedRow({ servedFunction, endpoint }: Shown): Graph[][] {
  const minute = Duration.minutes(1);
  const metric = (namespace: string, name: string, dimension: Record<string, string>, statistic: string) =>
    new cloudwatch.Metric({ namespace, metricName: name, dimensionsMap: dimension, statistic, period: minute });
  if (servedFunction !== null) {
    const of = (name: string, statistic: string) =>
      metric('AWS/Lambda', name, { FunctionName: servedFunction }, statistic);
    return [
      [
        {
          title: 'Requests that are served',
          metrics: [of('Invocations', 'Sum'), of('Errors', 'Sum'), of('Throttles', 'Sum')],
        },
        { title: 'Milliseconds of an answer', metrics: [of('Duration', 'p50'), of('Duration', 'p99')] },
      ],
    ];
  }
  if (endpoint === null) return [];
  const search = (name: string, statistic: string) =>
    new cloudwatch.MathExpression({
      expression: `SEARCH('{AWS/SageMaker,EndpointName,VariantName} EndpointName="${endpoint}" MetricName="${name}"', '${statistic}', 60)`,
      label: name,
      period: minute,
      usingMetrics: {},
    });
  return [
    [
      {
        title: 'Requests that are served, by variant',
        metrics: [search('Invocations', 'Sum'), search('Invocation5XXErrors', 'Sum')],
      },
      {
        title: 'Microseconds of the model, by variant',
        metrics: [search('ModelLatency', 'p50'), search('ModelLatency', 'p99')],
      },
    ],
  ];
}
