import type { AlarmKind } from './alarm-kind.ts';
import { lookPeriod, measured, once } from './metrics.ts';

export const trafficMovedOutside: AlarmKind = {
  says: 'somebody else moved traffic, and nothing is released until it is moved back or taken over',
  watch: ({ pipeline }) => ({
    ...once,
    metric: measured(pipeline, 'ForeignRoutes', {}, { statistic: 'Maximum', period: lookPeriod }),
  }),
};
