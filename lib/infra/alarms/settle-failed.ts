import { Duration } from 'aws-cdk-lib';
import type { AlarmKind } from './alarm-kind.ts';
import { ofFunctions, once } from './metrics.ts';

const period = Duration.minutes(5);

export const settleFailed: AlarmKind = {
  says: 'Settle fails again and again, so that a run is not told of and the next one waits for the lease',
  watch: ({ functions, pullRequestFunctions }) => ({
    ...once,
    metric: ofFunctions('Errors', [functions.settle, pullRequestFunctions.settle], period),
    // A hiccup of S3 passes within the first retries.
    threshold: 3,
  }),
};
