import * as z from 'zod';
import { ConflictError } from '../../core/errors.ts';
import { layout } from '../../core/store-layout.ts';
import type { Ports } from '../../ports.ts';
import { isGone } from './gone.ts';
import { readJson, update } from './json-object.ts';

/** `leases/<pipeline>.json`: one run at a time. `token` is the fencing token: it grows by one with every change of holder. */
export const leaseSchema = z.strictObject({
  /** ARN of the execution that holds it; null when it is free. */
  holder: z.string().nullable(),
  runId: z.string(),
  token: z.int().positive(),
  /** ISO 8601, UTC. */
  acquiredAt: z.iso.datetime(),
  /** Who is next, whoever else asks: a run that let go of the lease to wait for a person. */
  next: z.strictObject({ executionArn: z.string(), runId: z.string() }).nullable().optional(),
  /** The operator who took it from a run that was at work. Kept when they let go, so that the run learns who it was. */
  seizedBy: z.string().optional(),
  /** The run that gets it back when the operator is done. */
  seizedFrom: z.strictObject({ executionArn: z.string(), runId: z.string() }).nullable().optional(),
});
type Lease = z.infer<typeof leaseSchema>;

export interface Holder {
  executionArn: string;
  runId: string;
}

export interface Wish extends Holder {
  /** Asks again soon, and does not want to be overtaken again and again until then. */
  next?: boolean;
  /** An operator, who waits for nobody: takes it from whoever holds it, and is known to them by this name. */
  seize?: string;
}

export type Acquired = { held: true; token: number } | { held: false; holder: string; runId: string };

/**
 * Takes the lease for this execution, or tells who has it. Asking again gives the same token.
 * It is taken over only from an execution that is not RUNNING, or that is UNKNOWN 15 minutes after it took the lease; a free one
 * is kept for who is next.
 */
export async function acquireLease(
  ports: Pick<Ports, 'store' | 'executions' | 'clock'>,
  pipeline: string,
  { executionArn, runId, next = false, seize }: Wish,
): Promise<Acquired> {
  const lease = await update(ports.store, layout.lease(pipeline), leaseSchema, async (current) => {
    if (current?.holder === executionArn) return undefined;
    const reserved = await keptFor(ports, current, executionArn);
    const takeable = !current || (await isTakeable(ports, current));
    const seizedFrom = current && !takeable ? robbed(current) : null;
    if (current && seize === undefined && (!takeable || reserved))
      return next && !reserved && current.next?.executionArn !== executionArn
        ? { ...current, next: { executionArn, runId } }
        : undefined;
    const token = (current?.token ?? 0) + 1;
    return {
      holder: executionArn,
      runId,
      token,
      acquiredAt: ports.clock.now().toISOString(),
      ...(reserved ? { next: reserved } : {}),
      ...(seize === undefined ? {} : { seizedBy: seize }),
      ...(seizedFrom ? { seizedFrom } : {}),
    };
  });
  if (lease?.holder === executionArn) return { held: true, token: lease.token };
  if (lease?.holder === null && lease.next)
    return { held: false, holder: lease.next.executionArn, runId: lease.next.runId };
  return { held: false, holder: lease?.holder ?? '', runId: lease?.runId ?? '' };
}

/** Somebody else who is next, and still there. */
async function keptFor(
  { executions }: Pick<Ports, 'executions'>,
  lease: Lease | undefined,
  executionArn: string,
): Promise<Lease['next']> {
  const next = lease?.next;
  if (!next || next.executionArn === executionArn) return undefined;
  return (await executions.describe(next.executionArn)) === 'RUNNING' ? next : undefined;
}

/** Of operators who take it from one another, the run that was at work before them all. */
function robbed({ holder, runId, seizedFrom }: Lease): Lease['seizedFrom'] {
  return seizedFrom ?? (holder === null ? null : { executionArn: holder, runId });
}

/**
 * Gives the lease back; false when it was not this execution's (any more), or when it went to the run that it was taken from, which
 * is still at work: under a new token, so that whoever let go is a stranger now.
 */
export async function releaseLease(
  ports: Pick<Ports, 'store' | 'executions' | 'clock'>,
  pipeline: string,
  executionArn: string,
): Promise<boolean> {
  let released = false;
  await update(ports.store, layout.lease(pipeline), leaseSchema, async (current) => {
    released = current?.holder === executionArn;
    // It ended while an operator held its lease: nobody wants it back.
    if (current?.seizedFrom?.executionArn === executionArn) return { ...current, seizedFrom: null };
    if (!current || !released) return undefined;
    const { seizedFrom, ...free } = current;
    if (!seizedFrom || (await ports.executions.describe(seizedFrom.executionArn)) !== 'RUNNING')
      return { ...free, holder: null };
    released = false;
    const acquiredAt = ports.clock.now().toISOString();
    return { ...free, holder: seizedFrom.executionArn, runId: seizedFrom.runId, token: current.token + 1, acquiredAt };
  });
  return released;
}

/**
 * Whether this execution holds the lease with this token; `by`: no, since an operator took it. ConflictError `lease-lost` where
 * it was lost otherwise.
 */
export async function holdsLease(
  ports: Pick<Ports, 'store'>,
  pipeline: string,
  { executionArn, token }: { executionArn: string; token: number },
): Promise<{ by: string | null }> {
  const lease = (await readJson(ports.store, layout.lease(pipeline), leaseSchema))?.value;
  if (lease?.holder === executionArn && lease.token === token) return { by: null };
  if (lease?.seizedBy !== undefined && lease.token > token) return { by: lease.seizedBy };
  const owner = lease?.holder ? `run ${lease.runId} holds it with token ${lease.token}` : 'nobody holds it';
  throw new ConflictError('lease-lost', `The lease of ${pipeline} is not held with token ${token} any more: ${owner}.`);
}

async function isTakeable({ executions, clock }: Pick<Ports, 'executions' | 'clock'>, lease: Lease): Promise<boolean> {
  if (lease.holder === null) return true;
  return isGone(await executions.describe(lease.holder), lease.acquiredAt, clock);
}
