import { posix } from 'node:path';
import { unzipSync } from 'fflate';
import { snapshotOf } from '../../core/arrival/snapshot.ts';
import type { CodeChange } from '../../core/code-change.ts';
import { InputError, InternalError } from '../../core/errors.ts';
import { parsePolicy } from '../../core/policy/parse.ts';
import type { Policy } from '../../core/policy/schema.ts';
import { sha256 } from '../../core/sha256.ts';
import { layout } from '../../core/store-layout.ts';
import type { IntakePorts, ListedObject, ObjectStore } from '../../ports.ts';
import { openLedger } from '../records/arrival.ts';
import { writeOnce } from '../records/json-object.ts';
import { readChampion } from './champion.ts';
import { newestFolder } from './newest-folder.ts';
import type { SealedSource } from './source-bundle.ts';

/**
 * Hash of the snapshot that a change trains on; undefined when there is nothing yet. A change whose policy cannot be read, or
 * which names samples that it does not have, gets a snapshot without files: Admit stops its run and says why, where its author sees it.
 */
export async function changeData(
  { kind }: CodeChange,
  sealed: SealedSource,
  rules: { productionData: boolean },
  ports: IntakePorts,
): Promise<string | undefined> {
  const { store, names } = ports;
  const policy = readPolicy(sealed);
  if (policy === undefined) return stored([], ports);
  const champion = (await readChampion(store))?.manifest.data.snapshot;
  if (kind === 'push') return champion ?? lastClaimed(ports);
  const wanted = policy.pullRequest.data ?? policy.local.data ?? [];
  if (wanted === 'champion') return (rules.productionData ? champion : undefined) ?? stored([], ports);
  const samples = filesOf(sealed, wanted);
  if (samples.length < new Set(wanted).size) return stored([], { store, names });
  const objects = await Promise.all(samples.map(([path, bytes]) => putSample(store, path, bytes)));
  return stored(objects, ports);
}

/**
 * What the newest drop was run on before anything was released: its run failed, and this code may be the remedy. A drop that no
 * run took yet brings the newest code by itself.
 */
async function lastClaimed(ports: IntakePorts): Promise<string | undefined> {
  const prefix = await newestFolder(ports);
  if (prefix === undefined) return undefined;
  const { ledger } = await openLedger(ports.store, ports.pipeline, prefix);
  return ledger.claims.at(-1)?.snapshot;
}

async function stored(objects: ListedObject[], { store, names }: Pick<IntakePorts, 'store' | 'names'>) {
  // The same rows twice under one name are one file.
  const distinct = [...new Map(objects.map((object) => [object.key, object])).values()];
  const snapshot = snapshotOf(
    distinct.sort((a, b) => (a.key < b.key ? -1 : 1)),
    names.store,
  );
  await writeOnce(store, layout.snapshot(snapshot.hash), snapshot);
  return snapshot.hash;
}

function readPolicy(sealed: SealedSource): Policy | undefined {
  const [found] = filesOf(sealed, ['signalbox.yaml']);
  if (!found) return undefined;
  try {
    return parsePolicy(new TextDecoder().decode(found[1]));
  } catch (thrown) {
    if (thrown instanceof InputError) return undefined;
    throw thrown;
  }
}

/** Those of these files that the source has, by their paths. */
function filesOf({ zip }: SealedSource, wanted: string[]): Array<[string, Uint8Array]> {
  const paths = new Set(wanted.map((path) => posix.normalize(path)));
  return Object.entries(unzipSync(zip, { filter: ({ name }) => paths.has(name) }));
}

/** The first version is the one that every snapshot of these rows names. */
async function putSample(store: ObjectStore, path: string, bytes: Uint8Array): Promise<ListedObject> {
  const key = layout.sample(sha256(bytes), posix.basename(path));
  await store.put(key, bytes, { absent: true });
  for await (const object of store.list(key)) if (object.key === key) return object;
  throw new InternalError('object-gone', `${key} is gone just after it was written`);
}
