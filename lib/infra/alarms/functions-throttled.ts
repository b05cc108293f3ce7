import { Duration } from 'aws-cdk-lib';
import type { AlarmKind } from './alarm-kind.ts';
import { ofFunctions, once } from './metrics.ts';

const period = Duration.minutes(5);

export const functionsThrottled: AlarmKind = {
  says: 'Lambda refuses to run functions of the pipeline, since the account or the function has no executions left',
  // Who has an account's last executions starves all; these are called often enough to tell, and the webhook has some of its own.
  watch: ({ functions: { recover, intake, webhook } }) => ({
    ...once,
    metric: ofFunctions('Throttles', [recover, intake, webhook], period),
    // A burst is tried again by whoever called; a quarter of an hour of it is no burst.
    periods: 3,
    of: 3,
  }),
};
