import { Duration } from 'aws-cdk-lib';
import type { AlarmKind } from './alarm-kind.ts';
import { measured, once, summed } from './metrics.ts';

const period = Duration.days(1);

export const trainingTooLong: AlarmKind = {
  says: 'the trainings of a day take longer together than they should cost',
  watch: ({ pipeline, limits }) => ({
    ...once,
    metric: summed(
      ['delivery', 'pull_request'].map((Machine) =>
        measured(pipeline, 'TrainingMinutes', { Machine }, { statistic: 'Sum', period }),
      ),
      'TrainingMinutes',
      period,
    ),
    threshold: limits.trainingInADay.toMinutes(),
  }),
};
