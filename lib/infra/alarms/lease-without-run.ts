import type { AlarmKind } from './alarm-kind.ts';
import { lookPeriod, measured, once } from './metrics.ts';

export const leaseWithoutRun: AlarmKind = {
  says: 'the lease is older than its run: an execution that is gone still holds the pipeline, though the recovery has tried',
  watch: ({ pipeline }) => ({
    ...once,
    metric: measured(pipeline, 'LeasesWithoutRun', {}, { statistic: 'Maximum', period: lookPeriod }),
    // One try of the recovery may fail by itself.
    periods: 2,
    of: 2,
  }),
};
