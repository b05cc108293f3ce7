import { Duration } from 'aws-cdk-lib';
import type { AlarmKind } from './alarm-kind.ts';
import { measured, once } from './metrics.ts';

export const trainingTooLong: AlarmKind = {
  says: 'the trainings of a day take longer together than they should cost',
  watch: ({ pipeline, limits }) => ({
    ...once,
    metric: measured(pipeline, 'TrainingMinutes', {}, { statistic: 'Sum', period: Duration.days(1) }),
    threshold: limits.trainingInADay.toMinutes(),
  }),
};
