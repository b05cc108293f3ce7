import { fail, ok, type Said, warn } from '../../core/doctor.ts';
import { layout } from '../../core/store-layout.ts';
import type { Ports } from '../../ports.ts';
import { readJson } from '../records/json-object.ts';
import { leaseSchema } from '../records/lease.ts';

/** The reaper looks each five minutes, and recovers in some more. */
const recoveredWithinMs = 900_000;
/** A rollout may last for weeks; nothing else lasts for a day. */
const longMs = 86_400_000;

/** Whether the execution that holds the pipeline's lease is at work. */
export async function lookAtLease(
  pipeline: string,
  { store, executions, clock }: Pick<Ports, 'store' | 'executions' | 'clock'>,
): Promise<Said> {
  const lease = (await readJson(store, layout.lease(pipeline), leaseSchema))?.value;
  if (!lease?.holder) return ok('it is free');
  const { holder, runId, acquiredAt } = lease;
  const heldMs = clock.now().getTime() - Date.parse(acquiredAt);
  const status = await executions.describe(holder);
  if (status === 'RUNNING') {
    const hours = Math.floor(heldMs / 3_600_000);
    const mend = `Look what it waits for: signalbox show ${runId}, or its execution.`;
    return heldMs > longMs ? warn(`${runId} has held it for ${hours} h`, mend) : ok(`${runId} holds it and is at work`);
  }
  const said = `${runId} holds it since ${acquiredAt}, and its execution is ${status}`;
  if (heldMs < recoveredWithinMs) return warn(said, 'It is recovered within minutes; look again.');
  return fail(said, 'Nothing recovered it: see "recovery-failed" in the runbook, and the log of the function recover.');
}
