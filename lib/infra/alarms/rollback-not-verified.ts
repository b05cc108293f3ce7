import type { AlarmKind } from './alarm-kind.ts';
import { lookPeriod, measured, once } from './metrics.ts';

export const rollbackNotVerified: AlarmKind = {
  says: 'a rollout is being ended for half an hour, and nobody has seen yet that traffic is where it should be',
  watch: ({ pipeline }) => ({
    ...once,
    metric: measured(pipeline, 'RolloutsUnverified', {}, { statistic: 'Maximum', period: lookPeriod }),
    // An endpoint may need twenty minutes to put its instances back.
    periods: 6,
    of: 6,
  }),
};
