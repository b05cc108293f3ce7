import * as z from 'zod';
import type { Taken } from '../../core/arrival/arrival.ts';
import { versionId } from '../../core/arrival/listed.ts';
import { snapshotOf } from '../../core/arrival/snapshot.ts';
import { canonicalJson } from '../../core/canonical-json.ts';
import { InternalError } from '../../core/errors.ts';
import { sha256 } from '../../core/sha256.ts';
import { layout } from '../../core/store-layout.ts';
import type { IntakePorts, ObjectStore } from '../../ports.ts';
import { type Claim, type Ledger, prefixHash } from '../records/arrival.ts';
import { readJson } from '../records/json-object.ts';
import { readSnapshot } from './run-records.ts';

/** Claims that stay in the ledger itself. More are folded into segments, each pair of one level into one of the next. */
const mostClaims = 4;

/** `arrivals/<pipeline>/<hash of the prefix>/<digest>.json`: what some claims took; sorted, written once. */
const segmentSchema = z.object({
  snapshots: z.array(z.string()),
  versions: z.array(z.string()),
  signals: z.array(z.string()),
});
type Segment = z.output<typeof segmentSchema>;

/** Everything that earlier claims on this folder took, however long ago: a version that comes back is not taken twice. */
export async function takenBefore(
  ledger: Ledger,
  { store, pipeline, names }: Pick<IntakePorts, 'store' | 'pipeline' | 'names'>,
): Promise<Taken> {
  const folder = folderOf(ledger, pipeline);
  const segments = await Promise.all(ledger.segments.map(({ digest }) => readSegment(store, folder, digest)));
  const { snapshots, versions, signals } = merged([...segments, await segmentOf(ledger.claims, store)]);
  const hashes = new Set(snapshots);
  return {
    versions: new Set(versions),
    signals: new Set(signals),
    together: (files) => hashes.has(snapshotOf(files, names.data).hash),
  };
}

/** The ledger with its older claims folded away, so that it stays small however many drops come to its folder. */
export async function folded(
  ledger: Ledger,
  { store, pipeline }: Pick<IntakePorts, 'store' | 'pipeline'>,
): Promise<Ledger> {
  if (ledger.claims.length <= mostClaims || ledger.claims.some(({ runId }) => runId === null)) return ledger;
  const folder = folderOf(ledger, pipeline);
  const segments = [...ledger.segments];
  let segment = await segmentOf(ledger.claims.slice(0, mostClaims), store);
  let level = 0;
  for (let last = segments.at(-1); last?.level === level; last = segments.at(-1)) {
    segment = merged([await readSegment(store, folder, last.digest), segment]);
    segments.pop();
    level += 1;
  }
  return {
    ...ledger,
    claims: ledger.claims.slice(mostClaims),
    segments: [...segments, { digest: await writeSegment(store, folder, segment), level }],
  };
}

interface Folder {
  pipeline: string;
  hash: string;
}

function folderOf({ prefix }: Ledger, pipeline: string): Folder {
  return { pipeline, hash: prefixHash(prefix) };
}

async function segmentOf(claims: readonly Claim[], store: ObjectStore): Promise<Segment> {
  const parts: Segment[] = [];
  for (const { snapshot, signal } of claims) {
    const { files } = await readSnapshot(store, snapshot);
    parts.push({ snapshots: [snapshot], versions: files.map(versionId), signals: signal === null ? [] : [signal] });
  }
  return merged(parts);
}

function merged(parts: readonly Segment[]): Segment {
  const union = (name: keyof Segment) => [...new Set(parts.flatMap((part) => part[name]))].sort();
  return { snapshots: union('snapshots'), versions: union('versions'), signals: union('signals') };
}

async function writeSegment(store: ObjectStore, { pipeline, hash }: Folder, segment: Segment): Promise<string> {
  const text = canonicalJson(segment);
  const digest = sha256(text);
  await store.put(layout.taken(pipeline, hash, digest), text, { absent: true });
  return digest;
}

async function readSegment(store: ObjectStore, { pipeline, hash }: Folder, digest: string): Promise<Segment> {
  const key = layout.taken(pipeline, hash, digest);
  const found = await readJson(store, key, segmentSchema);
  if (found) return found.value;
  throw new InternalError('segment-missing', `${key} is not in the store`);
}
