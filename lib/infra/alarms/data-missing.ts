import { Duration } from 'aws-cdk-lib';
import type { AlarmKind } from './alarm-kind.ts';
import { measured, once } from './metrics.ts';

export const dataMissing: AlarmKind = {
  says: 'no data came for longer than the pipeline is told to expect',
  watch: ({ pipeline, limits: { dataWithin } }) =>
    dataWithin
      ? {
          ...once,
          metric: measured(pipeline, 'HoursWithoutData', {}, { statistic: 'Maximum', period: Duration.hours(1) }),
          threshold: dataWithin.toHours(),
        }
      : null,
};
