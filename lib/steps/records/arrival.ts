import * as z from 'zod';
import { canonicalJson } from '../../core/canonical-json.ts';
import { InternalError } from '../../core/errors.ts';
import { sha256 } from '../../core/sha256.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import { readJson, update } from './json-object.ts';

const claimSchema = z.object({
  snapshot: z.string(),
  source: z.object({ digest: z.string(), commit: z.string().nullable() }),
  /** The marker or manifest that it was taken at. */
  signal: z.string().nullable(),
  /** It holds all that the claims of the folder before it hold and that is still there: a run on it makes theirs pointless. */
  whole: z.boolean().optional(),
  /** ISO 8601, UTC. */
  at: z.string(),
  /** Null until the run was started: whoever comes next starts it. */
  runId: z.string().nullable(),
});
export type Claim = z.output<typeof claimSchema>;

/** `arrivals/<pipeline>/<hash of the prefix>.json`: what was seen of a folder of the data bucket, and what was started from it. */
export const ledgerSchema = z.object({
  prefix: z.string(),
  /** Oldest first; written before their runs are started. */
  claims: z.array(claimSchema),
  /** What claims before those took; see taken.ts. */
  segments: z.array(z.object({ digest: z.string(), level: z.number().int() })),
  /** The folder as it was at the last look: its state, since when it is in it, and whether all of it was trained on. */
  seen: z.object({ state: z.string(), since: z.string(), settled: z.boolean() }).nullable(),
  /** When the look comes that was asked for last; and until when nobody needs to look before it. */
  look: z.object({ at: z.string(), restUntil: z.string() }).nullable(),
});
export type Ledger = z.output<typeof ledgerSchema>;

export interface OpenLedger {
  key: string;
  ledger: Ledger;
  /** Of the record that was read; undefined where there was none. */
  etag: string | undefined;
}

export function prefixHash(prefix: string): string {
  return sha256(prefix).slice(0, 16);
}

export async function openLedger(store: ObjectStore, pipeline: string, prefix: string): Promise<OpenLedger> {
  const key = layout.arrival(pipeline, prefixHash(prefix));
  const found = await readJson(store, key, ledgerSchema);
  if (found && found.value.prefix !== prefix)
    throw new InternalError('ledger-mixed-up', `${key} is of ${found.value.prefix}, not of ${prefix}`);
  return {
    key,
    ledger: found?.value ?? { prefix, claims: [], segments: [], seen: null, look: null },
    etag: found?.etag,
  };
}

/** One conditional write: false when somebody else wrote since it was read. Nothing is written where nothing changed. */
export async function writeLedger(store: ObjectStore, read: OpenLedger, next: Ledger): Promise<boolean> {
  const text = canonicalJson(next);
  if (read.etag !== undefined && text === canonicalJson(read.ledger)) return true;
  return (await store.put(read.key, text, read.etag === undefined ? { absent: true } : { match: read.etag })).won;
}

/** Notes which run a claim became. */
export async function markStarted(store: ObjectStore, key: string, snapshot: string, runId: string): Promise<void> {
  await update(store, key, ledgerSchema, (ledger) => {
    if (!ledger?.claims.some((claim) => isOpen(claim, snapshot))) return undefined;
    return { ...ledger, claims: ledger.claims.map((claim) => (isOpen(claim, snapshot) ? { ...claim, runId } : claim)) };
  });
}

function isOpen(claim: Claim, snapshot: string): boolean {
  return claim.snapshot === snapshot && claim.runId === null;
}
