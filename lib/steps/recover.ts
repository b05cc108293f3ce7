import type { Outcome } from '../core/run.ts';
import { outcomeSchema } from '../core/run-schemas.ts';
import type { RecoverInput, RecoverOutput } from '../core/step-io.ts';
import { layout } from '../core/store-layout.ts';
import type { ExecutionStatus, Ports } from '../ports.ts';
import { endedStatuses, isGone } from './records/gone.ts';
import { readJson } from './records/json-object.ts';
import { leaseSchema, releaseLease } from './records/lease.ts';
import { readChampion } from './support/champion.ts';
import { recoverApprovals } from './support/recover-approvals.ts';
import { recoverRollout } from './support/recover-rollout.ts';
import { wakeNext } from './support/wake.ts';

const ended: Record<ExecutionStatus, string> = {
  RUNNING: 'is running',
  UNKNOWN: 'is not known',
  SUCCEEDED: 'ended without being settled',
  FAILED: 'failed before it was settled',
  TIMED_OUT: 'ran out of time before its end',
  ABORTED: 'was stopped, or its process killed, before its end',
};

/**
 * Mends what executions left behind that ended without their own clean-up: a StopExecution, a time-out or a killed runner never
 * reaches a Catch. Watchdog, reaper and every local command run it; doing so twice, or at once, is harmless.
 */
export async function recover({ executionArn }: RecoverInput, ports: Ports): Promise<RecoverOutput> {
  const mended: string[] = [];
  const failures: unknown[] = [];
  const attempt = async (mend: () => Promise<string[]>): Promise<void> => {
    await mend().then(
      (sentences) => mended.push(...sentences),
      (failure) => failures.push(failure),
    );
  };
  for (const pipeline of await pipelines(ports)) {
    await attempt(() => recoverRollout(pipeline, ports, executionArn));
    await attempt(() => recoverLease(pipeline, ports));
  }
  await attempt(() => recoverApprovals(ports));
  if (executionArn !== undefined) await attempt(() => recoverRun(executionArn, ports));
  // What could not be mended (somebody else moved the traffic) must not keep the rest from being mended, nor go unheard.
  if (failures.length > 0) throw failures[0];
  return { mended };
}

async function pipelines({ store }: Ports): Promise<string[]> {
  const names: string[] = [];
  for await (const { key } of store.list(layout.leases)) names.push(key.slice(layout.leases.length, -'.json'.length));
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
  if (!isGone(status, lease.acquiredAt, ports.clock)) return [];
  if (!(await ports.store.get(layout.request(lease.runId)))) {
    if (await releaseLease(ports, pipeline, lease.holder)) await wakeNext(pipeline, ports);
    return [`${lease.runId} ended as ${status} with the lease of ${pipeline}: it is free again`];
  }
  const outcome = await settleBroken(lease.runId, lease.holder, status, ports);
  return [`run ${lease.runId} ${ended[status]}: it is recorded as ${outcome}, and the next run can start`];
}

/** A run that ended before it took its turn: unless its end is recorded, the same cause would wait for it for ever. */
async function recoverRun(executionArn: string, ports: Ports): Promise<string[]> {
  const runId = executionArn.slice(executionArn.lastIndexOf(':') + 1);
  const outcome = (await readJson(ports.store, layout.outcome(runId), outcomeSchema))?.value;
  // An execution of a broken run fails on purpose, once all is told.
  if (outcome?.outcome === 'broken') return [];
  if (!(await ports.store.get(layout.request(runId)))) return [];
  const status = await ports.executions.describe(executionArn);
  if (!endedStatuses.has(status) || (outcome && status === 'SUCCEEDED')) return [];
  if (outcome) {
    // Its Settle was cut off between the record and the news of it.
    const { settle } = await import('./settle.ts');
    await settle({ runId, executionArn, end: { outcome: outcome.outcome, gate: outcome.gate, failure: null } }, ports);
    return [`run ${runId} ${ended[status]}: how it had ended, ${outcome.outcome}, was told again`];
  }
  return [`run ${runId} ${ended[status]}: it is recorded as ${await settleBroken(runId, executionArn, status, ports)}`];
}

async function settleBroken(
  runId: string,
  executionArn: string,
  status: ExecutionStatus,
  ports: Ports,
): Promise<Outcome> {
  // Most looks find nothing to settle, and need nothing that draws reports.
  const { settle } = await import('./settle.ts');
  const champion = await readChampion(ports.store);
  // It had been decided on, so recovery went forward: what serves was released, whatever became of its execution.
  if (champion?.manifest.runId === runId)
    return (await settle({ runId, executionArn, end: { outcome: 'released', gate: null, failure: null } }, ports))
      .outcome;
  const errorMessage = `execution-${status.toLowerCase().replace('_', '-')}: the run ${ended[status]}`;
  const failure = { Error: `Execution.${status}`, Cause: JSON.stringify({ errorMessage }) };
  const { outcome } = await settle({ runId, executionArn, end: { outcome: 'broken', gate: null, failure } }, ports);
  return outcome;
}
