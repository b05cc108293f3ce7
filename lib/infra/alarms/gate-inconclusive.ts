import { Duration } from 'aws-cdk-lib';
import type { AlarmKind } from './alarm-kind.ts';
import { measured, once } from './metrics.ts';

export const gateInconclusive: AlarmKind = {
  says: 'runs end without a verdict again and again, so that nothing is released and nothing is said to be bad',
  watch: ({ pipeline, limits }) => ({
    ...once,
    metric: measured(
      pipeline,
      'Runs',
      { Machine: 'delivery', Outcome: 'inconclusive' },
      { statistic: 'Sum', period: Duration.days(1) },
    ),
    threshold: limits.inconclusiveInADay,
  }),
};
