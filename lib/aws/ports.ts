import { setTimeout as sleep } from 'node:timers/promises';
import { S3Client } from '@aws-sdk/client-s3';
import { environment as names } from '../core/environment.ts';
import type { ImageTags, ObjectStore, Ports } from '../ports.ts';
import { needed, readEnvironment, servedFunction } from './environment.ts';
import { lazy, once } from './lazy-ports.ts';
import { releaseSigner } from './release-signer.ts';
import { S3Store } from './s3-store.ts';
import { systemClock } from './system-clock.ts';

/** A rollout outlasts a moment of throttling: five attempts spread over some seconds. */
const retries = { maxAttempts: 5 };

/** A bucket besides those of the ports. */
export function bucketStore(name: string): ObjectStore {
  return new S3Store(new S3Client(retries), name);
}

function imageTags(repositoryUri: string): ImageTags {
  const load = once(async () => {
    const { ECRClient } = await import('@aws-sdk/client-ecr');
    const { EcrTags } = await import('./ecr-tags.ts');
    return new EcrTags(new ECRClient(retries), repositoryUri);
  });
  return { tag: async (digest, tags) => (await load()).tag(digest, tags) };
}

/**
 * The ports of a function, from its environment; give each invocation's work folder to get that invocation's.
 * Clients other than S3's are loaded when a step first calls them.
 * @throws InternalError `bad-environment`
 */
export function portsFromEnvironment(variables: Record<string, string | undefined>): (workDir: string) => Ports {
  const env = readEnvironment(variables);
  const s3 = new S3Client(retries);
  const lambda = once(async () => new (await import('@aws-sdk/client-lambda')).LambdaClient(retries));
  const bucket = { store: env[names.storeBucket], data: env[names.dataBucket] };
  const { [names.repositoryUri]: repositoryUri } = env;
  const ports: Omit<Ports, 'workDir'> = {
    store: new S3Store(s3, bucket.store),
    data: new S3Store(s3, bucket.data),
    names: bucket,
    clock: systemClock,
    place: 'aws',
    signer: releaseSigner(env[names.signingKeyArn]),
    ...(repositoryUri === undefined ? {} : { images: imageTags(repositoryUri) }),
    target: lazy.target(
      once(async () => {
        const { LambdaAliasTarget } = await import('./targets/lambda-alias.ts');
        return new LambdaAliasTarget(await lambda(), servedFunction(env), sleep);
      }),
    ),
    scorer: lazy.scorer(
      once(async () => {
        const { LambdaScorer } = await import('./lambda-scorer.ts');
        return new LambdaScorer(await lambda(), needed(env, names.servedFunction));
      }),
    ),
    metrics: lazy.metrics(
      once(async () => {
        const { CloudWatchClient } = await import('@aws-sdk/client-cloudwatch');
        const { CloudWatchMetrics } = await import('./cloudwatch-metrics.ts');
        const clients = { cloudWatch: new CloudWatchClient(retries), lambda: await lambda() };
        const served = { functionName: needed(env, names.servedFunction), alias: needed(env, names.servedAlias) };
        return new CloudWatchMetrics(clients, served, { clock: systemClock, sleep });
      }),
    ),
    executions: lazy.executions(
      once(async () => {
        const { SFNClient } = await import('@aws-sdk/client-sfn');
        const { StepFunctionsExecutions } = await import('./step-functions-executions.ts');
        const machines = { delivery: env[names.deliveryArn], pull_request: env[names.pullRequestArn] };
        return new StepFunctionsExecutions(new SFNClient(retries), machines);
      }),
    ),
    notifier: lazy.notifier(
      once(async () => {
        const { SNSClient } = await import('@aws-sdk/client-sns');
        const { SnsNotifier } = await import('./sns-notifier.ts');
        return new SnsNotifier(new SNSClient(retries), needed(env, names.topicArn), env[names.approvalsTopicArn]);
      }),
    ),
  };
  return (workDir) => ({ ...ports, workDir });
}
