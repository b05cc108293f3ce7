import type { CodeHost } from '../code-host-ports.ts';
import { environment as names } from '../core/environment.ts';
import { InternalError } from '../core/errors.ts';
import type { TriggerPlace } from '../core/triggers/trigger.ts';
import type { IntakePorts, Ports } from '../ports.ts';
import { bucketStore } from './bucket-store.ts';
import { codeHostFromEnvironment } from './code-host.ts';
import { bringWorkload } from './deployed-workload.ts';
import { lazy, once } from './lazy-ports.ts';
import { portsFromEnvironment } from './ports.ts';

type Variables = Record<string, string | undefined>;

/**
 * The ports of the intake and the reconciler, as `portsFromEnvironment`. Queue and code host are opened at their first use.
 * @throws InternalError `bad-environment`
 */
export function intakePortsFromEnvironment(env: Variables): (workDir: string) => IntakePorts {
  const open = portsFromEnvironment(env);
  const pipeline = variable(env, names.pipeline);
  const queueUrl = variable(env, names.intakeQueueUrl);
  const queue = lazy.queue(
    once(async () => {
      const { sqsClient } = await import('./loaded/sqs.ts');
      const { SqsQueue } = await import('./sqs-queue.ts');
      return new SqsQueue(sqsClient(), queueUrl);
    }),
  );
  const code = env[names.codeHost] ? lazy.code(once(() => connected(env))) : null;
  return (workDir) => {
    const ports = open(workDir);
    return { ...ports, pipeline, queue, code, deployed: () => deployed(env, ports) };
  };
}

/**
 * What a pipeline listens to, and which changes of code it runs, from the environment of its intake.
 * @throws InternalError `bad-environment`
 */
export function intakePlace(env: Variables): TriggerPlace & { changes: ChangePlace } {
  const pipeline = variable(env, names.pipeline);
  const dataBucket = variable(env, names.dataBucket);
  const forks = env[names.codeForks] === 'run' ? 'run' : 'refuse';
  const changes: ChangePlace = { forks, productionData: env[names.pullRequestProductionData] === 'true' };
  const host = env[names.codeHost];
  if (!host) return { pipeline, dataBucket, repository: null, changes };
  if (host !== 'github' && host !== 'codecommit')
    throw new InternalError('bad-environment', `${names.codeHost} got ${host}; allowed: github, codecommit`);
  const [name, branch] = [variable(env, names.codeRepository), variable(env, names.codeBranch)];
  return { pipeline, dataBucket, repository: { host, name, branch }, changes };
}

interface ChangePlace {
  forks: 'refuse' | 'run';
  productionData: boolean;
}

async function connected(env: Variables): Promise<CodeHost> {
  const host = await codeHostFromEnvironment(env);
  if (host) return host;
  throw new InternalError('bad-environment', `${names.codeHost} connects no code host.`);
}

async function deployed(env: Variables, ports: Ports): Promise<{ digest: string; commit: string | null } | null> {
  const digest = env[names.sourceDigest];
  if (!digest) return null;
  const { [names.workloadBucket]: bucket, [names.workloadKey]: key } = env;
  if (bucket && key) await bringWorkload(digest, { store: bucketStore(bucket), key }, ports);
  return { digest, commit: env[names.sourceCommit] ?? null };
}

function variable(env: Variables, name: string): string {
  const value = env[name];
  if (value) return value;
  throw new InternalError('bad-environment', `The function's environment lacks ${name}, which the intake uses.`);
}
