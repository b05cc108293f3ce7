import { Duration } from 'aws-cdk-lib';
import type { AlarmKind } from './alarm-kind.ts';
import { once } from './metrics.ts';

export const doorFailed: AlarmKind = {
  says: 'the front door answers requests with errors of its own or of the model',
  watch: ({ functions: { door } }) =>
    door
      ? {
          ...once,
          metric: door.metric('Url5xxCount', { statistic: 'Sum', period: Duration.minutes(1) }),
          // A judge takes back what fails more often than allowed; this is for what no rollout watches.
          periods: 3,
          of: 5,
        }
      : null,
};
