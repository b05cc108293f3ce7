import type { AlarmKind } from './alarm-kind.ts';
import { lookPeriod, measured, once } from './metrics.ts';

export const watchdogFired: AlarmKind = {
  says: 'an execution ended without its own clean-up, and the recovery mended what it left behind',
  watch: ({ pipeline }) => ({
    ...once,
    metric: measured(pipeline, 'Mended', {}, { statistic: 'Sum', period: lookPeriod }),
  }),
};
