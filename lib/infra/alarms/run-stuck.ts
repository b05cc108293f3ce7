import type { AlarmKind } from './alarm-kind.ts';
import { lookPeriod, measured, once } from './metrics.ts';

export const runStuck: AlarmKind = {
  says: 'a run holds the pipeline for longer than its checks, its training and its rollout may take, and others wait',
  watch: ({ pipeline }) => ({
    ...once,
    metric: measured(pipeline, 'OverdueMinutes', {}, { statistic: 'Maximum', period: lookPeriod }),
  }),
};
