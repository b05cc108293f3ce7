import { S3Client } from '@aws-sdk/client-s3';
import { environment as names } from '../core/environment.ts';
import type { ImageTags, Ports } from '../ports.ts';
import { needed, readEnvironment } from './environment.ts';
import { lazy, once } from './lazy-ports.ts';
import { releaseSigner } from './release-signer.ts';
import { S3Store } from './s3-store.ts';
import { retries } from './served/kind.ts';
import { servedBy } from './served/served.ts';
import { systemClock } from './system-clock.ts';

function imageTags(repositoryUri: string): ImageTags {
  const load = once(async () => {
    const { ecrClient } = await import('./loaded/ecr.ts');
    const { EcrTags } = await import('./ecr-tags.ts');
    return new EcrTags(ecrClient(), repositoryUri);
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
  const bucket = { store: env[names.storeBucket], data: env[names.dataBucket] };
  const { [names.repositoryUri]: repositoryUri } = env;
  const store = new S3Store(s3, bucket.store);
  const served = once(() => servedBy(needed(env, names.target), { env, store }));
  const ports: Omit<Ports, 'workDir'> = {
    store,
    data: new S3Store(s3, bucket.data),
    names: bucket,
    clock: systemClock,
    place: 'aws',
    signer: releaseSigner(env[names.signingKeyArn]),
    ...(repositoryUri === undefined ? {} : { images: imageTags(repositoryUri) }),
    ...(env[names.training] ? { training: env[names.training] } : {}),
    ...(env[names.serves] ? { serves: env[names.serves] } : {}),
    target: lazy.target(once(async () => (await served()).target())),
    scorer: lazy.scorer(once(async () => (await served()).scorer())),
    metrics: lazy.metrics(once(async () => (await served()).metrics())),
    beacon: lazy.beacon(once(async () => (await served()).beacon?.())),
    executions: lazy.executions(
      once(async () => {
        const { stepFunctionsClient } = await import('./loaded/sfn.ts');
        const { StepFunctionsExecutions } = await import('./step-functions-executions.ts');
        const machines = { delivery: env[names.deliveryArn], pull_request: env[names.pullRequestArn] };
        return new StepFunctionsExecutions(stepFunctionsClient(), machines);
      }),
    ),
    notifier: lazy.notifier(
      once(async () => {
        const { snsClient } = await import('./loaded/sns.ts');
        const { SnsNotifier } = await import('./sns-notifier.ts');
        return new SnsNotifier(snsClient(), needed(env, names.topicArn), env[names.approvalsTopicArn]);
      }),
    ),
  };
  return (workDir) => ({ ...ports, workDir });
}
