import { Duration } from 'aws-cdk-lib';
import type { AlarmKind } from './alarm-kind.ts';
import { silent } from './metrics.ts';

export const reconcilerSilent: AlarmKind = {
  says: 'the reconciler, which looks every ten minutes for what no event told of, has stopped',
  watch: ({ functions: { reconcile } }) => silent(reconcile, Duration.minutes(10)),
};
