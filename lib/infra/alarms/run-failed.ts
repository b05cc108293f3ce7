import { Duration } from 'aws-cdk-lib';
import type { AlarmKind } from './alarm-kind.ts';
import { once, summed } from './metrics.ts';

const period = Duration.minutes(5);
const ends = ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'];

export const runFailed: AlarmKind = {
  says: 'a run failed, ran out of time or was stopped: something is broken, which says nothing about the model',
  watch: ({ machines }) => ({
    ...once,
    metric: summed(
      machines.flatMap((machine) => ends.map((name) => machine.metric(name, { statistic: 'Sum', period }))),
      'runs that are broken',
      period,
    ),
  }),
};
