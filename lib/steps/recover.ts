import type { RecoverInput, RecoverOutput } from '../core/step-io.ts';
import { layout } from '../core/store-layout.ts';
import type { Ports } from '../ports.ts';
import { readJson } from './records/json-object.ts';
import { leaseSchema, releaseLease } from './records/lease.ts';
import { settle } from './settle.ts';
import { endedStatuses, recoverRollout } from './support/recover-rollout.ts';
import { wakeNext } from './support/wake.ts';

/**
 * Mends what executions left behind that ended without their own clean-up: a StopExecution, a time-out or a killed runner never
 * reaches a Catch. Watchdog, reaper and every local command run it; doing so twice, or at once, is harmless.
 */
export async function recover({ executionArn }: RecoverInput, ports: Ports): Promise<RecoverOutput> {
  const mended: string[] = [];
  for (const pipeline of await pipelines(ports)) {
    mended.push(...(await recoverRollout(pipeline, ports, executionArn)));
    mended.push(...(await recoverLease(pipeline, ports)));
  }
  return { mended };
}

async function pipelines({ store }: Ports): Promise<string[]> {
  const names: string[] = [];
  for await (const { key } of store.list('leases/')) names.push(key.slice('leases/'.length, -'.json'.length));
  return names;
}

async function recoverLease(pipeline: string, ports: Ports): Promise<string[]> {
  const lease = (await readJson(ports.store, layout.lease(pipeline), leaseSchema))?.value;
  if (!lease) return [];
  if (lease.holder === null) {
    const woken = await wakeNext(pipeline, ports);
    return woken ? [`run ${woken} was waiting though nothing ran, and was started`] : [];
  }
  const status = await ports.executions.describe(lease.holder);
  if (!endedStatuses.has(status)) return [];
  if (!(await ports.store.get(layout.request(lease.runId)))) {
    await releaseLease(ports, pipeline, lease.holder);
    return [`${lease.runId} ended as ${status} with the lease of ${pipeline}: it is free again`];
  }
  const failure = { Error: `Execution.${status}`, Cause: `the execution ended as ${status} before it was settled` };
  const { outcome } = await settle(
    { runId: lease.runId, executionArn: lease.holder, end: { outcome: 'broken', gate: null, failure } },
    ports,
  );
  return [`run ${lease.runId} ended as ${status} without settling: it is recorded as ${outcome} and its lease is free`];
}
