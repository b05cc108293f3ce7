import { mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { DataContract } from '../../core/contract/contract.ts';
import { formatOf } from '../../core/data-format.ts';
import type { Policy } from '../../core/policy/schema.ts';
import type { Manifest } from '../../core/release/manifest.ts';
import { sha256 } from '../../core/sha256.ts';
import { shardsOf } from '../../core/shards.ts';
import { layout } from '../../core/store-layout.ts';
import { profileShard } from '../../engine/profile-shard.ts';
import type { Ports } from '../../ports.ts';
import { fetchShard } from './fetch-shard.ts';
import { readSnapshot } from './run-records.ts';

export interface ResplitData {
  /** Local files, named as those of the run were. */
  trainFiles: string[];
  holdoutFiles: string[];
  trainRows: number;
  /** Whether each part has the bytes of that of then; null where the run's own split is gone. */
  same: boolean | null;
}

/** The rows of a release's snapshot, split again as its run split them. @throws InputError `object-gone` */
export async function resplit(
  release: Manifest,
  { policy, contract }: { policy: Policy; contract: DataContract },
  { store, data, workDir }: Pick<Ports, 'store' | 'data' | 'workDir'>,
): Promise<ResplitData> {
  const { files } = await readSnapshot(store, release.data.snapshot);
  const found: ResplitData = { trainFiles: [], holdoutFiles: [], trainRows: 0, same: true };
  for (const part of ['train', 'holdout']) await mkdir(join(workDir, 'split', part), { recursive: true });
  for (const shard of shardsOf(files, formatOf(policy.data))) {
    const { index, key, part: divided } = shard;
    const file = join(workDir, `object-${index}`);
    await fetchShard(shard, data, file, workDir);
    const keys = { train: splitKey('train', index), holdout: splitKey('holdout', index) };
    const partFile = (part: 'train' | 'holdout') => join(workDir, 'split', part, basename(keys[part]));
    const [trainFile, holdoutFile] = [partFile('train'), partFile('holdout')];
    const { trainRows } = await profileShard({
      files: [{ path: file, name: key, part: divided }],
      contract,
      format: formatOf(policy.data),
      target: policy.data.target,
      holdoutPercent: release.data.holdoutPercent,
      trainFile,
      holdoutFile,
      workDir,
    });
    found.trainFiles.push(trainFile);
    found.holdoutFiles.push(holdoutFile);
    found.trainRows += trainRows;
    for (const path of [trainFile, holdoutFile])
      found.same = both(found.same, await sameAs(path === trainFile ? keys.train : keys.holdout, path, store));
  }
  return found;

  function splitKey(part: 'train' | 'holdout', index: number): string {
    return layout.splitShard(release.runId, part, index);
  }
}

async function sameAs(key: string, file: string, store: Ports['store']): Promise<boolean | null> {
  const then = await store.get(key);
  return then ? sha256(then.bytes) === sha256(await readFile(file)) : null;
}

/** One part that is gone leaves the question open; one that differs answers it. */
function both(a: boolean | null, b: boolean | null): boolean | null {
  if (a === false || b === false) return false;
  return a === null || b === null ? null : true;
}
