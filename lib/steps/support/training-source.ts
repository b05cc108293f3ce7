import { parsePolicy } from '../../core/policy/parse.ts';
import type { Policy } from '../../core/policy/schema.ts';
import type { IntakePorts, ObjectStore } from '../../ports.ts';
import { newestPush } from '../records/change-note.ts';
import { readChampion } from './champion.ts';
import { openSource } from './source.ts';

export interface TrainingSource {
  digest: string;
  commit: string | null;
  policy: Policy;
}

/**
 * The code that data is trained with: where a repository is connected that of the champion, or before there is one the newest
 * push; else the workload that was deployed with the app. Undefined where there is none yet.
 * @throws InputError `policy-invalid`
 */
export async function trainingSource(ports: IntakePorts): Promise<TrainingSource | undefined> {
  const source = (ports.code && (await released(ports))) ?? (await ports.deployed());
  return source === null ? undefined : { ...source, policy: await policyOf(ports.store, source.digest) };
}

async function released({ store, pipeline }: IntakePorts): Promise<{ digest: string; commit: string | null } | null> {
  const champion = await readChampion(store);
  if (champion) return champion.manifest.source;
  return (await newestPush(store, pipeline))?.source ?? null;
}

/** By digest, under which a source never changes. A process meets few. */
const policies = new Map<string, Policy>();

async function policyOf(store: ObjectStore, digest: string): Promise<Policy> {
  const known = policies.get(digest);
  if (known) return known;
  const policy = parsePolicy((await openSource(store, digest)).read('signalbox.yaml', 'Signalbox'));
  policies.set(digest, policy);
  return policy;
}
