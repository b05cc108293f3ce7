import { Duration } from 'aws-cdk-lib';
import type { AlarmKind } from './alarm-kind.ts';

export const reconcilerSilent: AlarmKind = {
  says: 'the reconciler, which looks every ten minutes for what no event told of, has stopped',
  watch: ({ functions: { reconcile } }) =>
    reconcile
      ? {
          metric: reconcile.metricInvocations({ statistic: 'Sum', period: Duration.minutes(10) }),
          is: 'less than',
          threshold: 1,
          periods: 3,
          of: 3,
          // As with the reaper.
          missing: 'unknown',
        }
      : null,
};
