import { z } from 'zod';
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
});
type Lease = z.infer<typeof leaseSchema>;

export interface Holder {
  executionArn: string;
  runId: string;
}

export interface Wish extends Holder {
  /** Asks again soon, and does not want to be overtaken again and again until then. */
  next?: boolean;
  /** An operator's hand goes before whoever is next. */
  urgent?: boolean;
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
  { executionArn, runId, next = false, urgent = false }: Wish,
): Promise<Acquired> {
  const lease = await update(ports.store, layout.lease(pipeline), leaseSchema, async (current) => {
    if (current?.holder === executionArn) return undefined;
    const reserved = await keptFor(ports, current, executionArn);
    if (current && (!(await isTakeable(ports, current)) || (reserved && !urgent)))
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

/** Gives the lease back; false when it was not this execution's (any more). */
export async function releaseLease(
  ports: Pick<Ports, 'store'>,
  pipeline: string,
  executionArn: string,
): Promise<boolean> {
  let released = false;
  await update(ports.store, layout.lease(pipeline), leaseSchema, (current) => {
    released = current?.holder === executionArn;
    return current && released ? { ...current, holder: null } : undefined;
  });
  return released;
}

/** ConflictError `lease-lost` unless this execution holds the lease with this token. */
export async function assertLease(
  ports: Pick<Ports, 'store'>,
  pipeline: string,
  executionArn: string,
  token: number,
): Promise<void> {
  const lease = (await readJson(ports.store, layout.lease(pipeline), leaseSchema))?.value;
  if (lease?.holder === executionArn && lease.token === token) return;
  const owner = lease?.holder ? `run ${lease.runId} holds it with token ${lease.token}` : 'nobody holds it';
  throw new ConflictError('lease-lost', `The lease of ${pipeline} is not held with token ${token} any more: ${owner}.`);
}

async function isTakeable({ executions, clock }: Pick<Ports, 'executions' | 'clock'>, lease: Lease): Promise<boolean> {
  if (lease.holder === null) return true;
  return isGone(await executions.describe(lease.holder), lease.acquiredAt, clock);
}
