import { interfaceDigest } from '../../core/contract/features.ts';
import { type NextVersion, nextVersion } from '../../core/release/version.ts';
import type { Ports } from '../../ports.ts';
import { readChampion } from './champion.ts';
import { readCommits } from './release-news.ts';
import { readColumns } from './run-columns.ts';
import { readAdmission, readRequest } from './run-records.ts';

/** What this run would be released as, over the champion of this moment; `taken` are all versions that exist. */
export async function nextVersionOf(
  runId: string,
  taken: string[],
  { store }: Pick<Ports, 'store'>,
): Promise<{ next: NextVersion; interface: string; champion: Awaited<ReturnType<typeof readChampion>> }> {
  const { source } = await readRequest(store, runId);
  const admission = await readAdmission(store, runId);
  const { policy } = admission;
  const champion = await readChampion(store);
  const digest = interfaceDigest(await readColumns(admission), policy.data.target);
  const before = champion && {
    version: champion.version,
    interface: champion.manifest.interface,
    sourceDigest: champion.manifest.source.digest,
    commit: champion.manifest.source.commit,
  };
  const commits = await readCommits(store, runId);
  const change = { champion: before ?? null, interface: digest, sourceDigest: source.digest, commits, taken };
  return { next: nextVersion(change, policy.release), interface: digest, champion };
}
