import { Duration } from 'aws-cdk-lib';
import type { AlarmKind } from './alarm-kind.ts';
import { once } from './metrics.ts';

/** A message that fails is given up after five tries of half an hour; what is older than that, nobody tries at all. */
const olderThanAnyTry = Duration.hours(3);

export const intakeLate: AlarmKind = {
  says: 'what waits for the intake is older than five tries take, so nobody works the queue off',
  watch: ({ intakeQueue }) => ({
    ...once,
    metric: intakeQueue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(5), statistic: 'Maximum' }),
    threshold: olderThanAnyTry.toSeconds(),
  }),
};
