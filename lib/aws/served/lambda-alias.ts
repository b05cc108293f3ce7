import { setTimeout as sleep } from 'node:timers/promises';
import { environment as names } from '../../core/environment.ts';
import { needed } from '../environment.ts';
import { once } from '../lazy-ports.ts';
import { systemClock } from '../system-clock.ts';
import type { ServedFunction } from '../targets/lambda-settings.ts';
import { doorMetrics, doorTarget } from './door.ts';
import type { Around, Served } from './kind.ts';

export function lambdaAlias(around: Around): Served {
  const { env } = around;
  const lambda = once(async () => (await import('../loaded/lambda.ts')).lambdaClient());
  const alias = () => ({ functionName: needed(env, names.servedFunction), alias: needed(env, names.servedAlias) });
  return {
    target: async () => {
      const { LambdaAliasTarget } = await import('../targets/lambda-alias.ts');
      const target = new LambdaAliasTarget(await lambda(), servedFunction(env), sleep);
      return doorTarget(around, target, { attaches: false });
    },
    scorer: async () => {
      const { LambdaScorer } = await import('../lambda-scorer.ts');
      return new LambdaScorer(await lambda(), needed(env, names.servedFunction));
    },
    metrics: async () => {
      const { cloudWatchClient } = await import('../loaded/cloudwatch.ts');
      const { CloudWatchMetrics } = await import('../cloudwatch-metrics.ts');
      const cloudWatch = cloudWatchClient();
      const inner = new CloudWatchMetrics({ cloudWatch, lambda: await lambda() }, alias(), {
        clock: systemClock,
        sleep,
      });
      return doorMetrics(around, cloudWatch, inner);
    },
  };
}

function servedFunction(env: Around['env']): ServedFunction {
  return {
    functionName: needed(env, names.servedFunction),
    alias: needed(env, names.servedAlias),
    roleArn: needed(env, names.servedRoleArn),
    repositoryUri: needed(env, names.repositoryUri),
    storeBucket: env[names.storeBucket],
    memoryMb: needed(env, names.servedMemoryMb),
    timeoutSeconds: needed(env, names.servedTimeoutSeconds),
    architecture: needed(env, names.servedArchitecture),
    provisionedConcurrency: env[names.servedProvisionedConcurrency],
    warmUpInvocations: env[names.servedWarmUps],
  };
}
