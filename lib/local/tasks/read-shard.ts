import { stat } from 'node:fs/promises';
import type { Profile } from '../../core/profile/profile.ts';
import { profileShard, type ShardJob } from '../../engine/profile-shard.ts';
import { startWorker } from '../shard-worker/worker.ts';

/** From here on a process of its own costs less than what it keeps away from all others: its memory, and its end. */
const worthBytes = 32 * 1024 * 1024;

/**
 * Reads a shard here or, where it is large, in a process that ends with it, as on AWS a function does for each.
 * @throws InputError as `profileShard` does; InternalError `worker-ended`, which the machine's Retry tries again
 */
export async function readShard(job: ShardJob, fromBytes = worthBytes): Promise<Profile> {
  const sizes = await Promise.all(job.files.map(async ({ path }) => (await stat(path)).size));
  if (Math.max(...sizes) < fromBytes) return profileShard(job);
  const { onFile: _, onPasses: __, ...asked } = job;
  const worker = startWorker();
  try {
    return await worker.profile(asked);
  } finally {
    worker.close();
  }
}
