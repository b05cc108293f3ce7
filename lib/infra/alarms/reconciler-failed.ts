import { Duration } from 'aws-cdk-lib';
import type { AlarmKind } from './alarm-kind.ts';
import { ofFunctions, once } from './metrics.ts';

export const reconcilerFailed: AlarmKind = {
  says: 'the reconciler fails again and again, so a push or a drop whose event was lost stays unseen',
  watch: ({ functions: { reconcile } }) => ({
    ...once,
    metric: ofFunctions('Errors', [reconcile], Duration.minutes(10)),
    // It looks again in ten minutes: a token that ended fails at all looks, a host that hiccups does not.
    periods: 3,
    of: 3,
  }),
};
