import { Duration } from 'aws-cdk-lib';
import type { AlarmKind } from './alarm-kind.ts';

export const reaperSilent: AlarmKind = {
  says: 'the reaper, which looks every five minutes, has stopped, so that nobody would tell of much of the rest',
  watch: ({ functions: { recover } }) =>
    recover
      ? {
          metric: recover.metricInvocations({ statistic: 'Sum', period: Duration.minutes(5) }),
          is: 'less than',
          threshold: 1,
          periods: 3,
          of: 3,
          // Lambda counts no zeros: silence is an alarm that knows nothing, and that is told. A new pipeline starts like that, untold.
          missing: 'unknown',
        }
      : null,
};
