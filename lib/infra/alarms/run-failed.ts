import { Duration } from 'aws-cdk-lib';
import type { AlarmKind } from './alarm-kind.ts';
import { once, summed } from './metrics.ts';

const period = Duration.minutes(5);

export const runFailed: AlarmKind = {
  says: 'a run failed: something is broken, which says nothing about the model',
  // One that was stopped or ran out of time is the watchdog's, which tells by itself.
  watch: ({ machines }) => ({
    ...once,
    metric: summed(
      machines.map((machine) => machine.metricFailed({ statistic: 'Sum', period })),
      'runs that are broken',
      period,
    ),
  }),
};
