import type { BuildRun } from '../../core/buildspec/run.ts';
import { readCobertura } from '../../core/coverage/cobertura.ts';
import type { Policy } from '../../core/policy/schema.ts';
import type { RunRequest } from '../../core/run.ts';
import { layout } from '../../core/store-layout.ts';
import type { ObjectStore } from '../../ports.ts';
import type { Source } from './source.ts';

/** What the builds of a run must know, before anything was looked up for them. */
export function buildRunOf({ runId, machine, source, change }: RunRequest): BuildRun {
  // By content, as every identity: a commit says nothing of what a working tree holds.
  const imageTag = `source-${source.digest.slice(0, 40)}`;
  return { runId, machine, imageTag, source, change, locks: {}, championCoverage: null };
}

/** The same with the champion's coverage and the checks' own buildspec, where the policy asks for them. */
export async function prepareBuildRun(
  request: RunRequest,
  { policy, locks }: { policy: Policy; locks: Record<string, string> },
  source: Pick<Source, 'read'>,
  champion: { manifest: { runId: string } } | undefined,
  store: ObjectStore,
): Promise<BuildRun> {
  const championCoverage = policy.coverage && champion ? await coverageOf(champion.manifest.runId, store) : null;
  const ownChecks = policy.buildspec === undefined ? undefined : source.read(policy.buildspec, 'buildspec');
  return { ...buildRunOf(request), locks, championCoverage, ownChecks };
}

/** A run without checks has its champion's code, and so its coverage: whoever comes after finds it one step away. */
export async function carryCoverage(from: string, to: string, store: ObjectStore): Promise<void> {
  const found = await store.get(layout.coverage(from));
  if (found) await store.put(layout.coverage(to), found.bytes);
}

/** Null where that run told none, or none that can be read: no drop can be told from it. */
export async function coverageOf(runId: string, store: ObjectStore): Promise<number | null> {
  const read = readCobertura((await store.get(layout.coverage(runId)))?.bytes);
  return 'fault' in read ? null : read.hundredths;
}
