import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { partsOf } from '../../core/data-parts.ts';
import { InputError } from '../../core/errors.ts';
import type { Profile, ShardRecord } from '../../core/profile/profile.ts';
import type { ShardJob } from '../../engine/profile-shard.ts';
import type { SourceFile } from '../../engine/source/table.ts';
import type { WorkerJob } from './message.ts';
import { startWorker, type Worker } from './worker.ts';

/** A process can end for a reason that is gone the next time, such as memory that others held. */
const attempts = 2;

/**
 * Profiles files by several processes, each of one thread: large files in parts, as a deployed pipeline does. A shard that cannot be read is
 * a record; one whose process ends is tried once more. Records are in the order of files and parts.
 * @throws InternalError `worker-ended`
 */
export async function profileByWorkers(job: ShardJob, workers: number): Promise<ShardRecord[]> {
  const shards = (await Promise.all(job.files.map((file) => shardsOf(file, job)))).flat();
  const records: ShardRecord[] = [];
  let next = 0;
  const work = async (at: number) => {
    const worker = startWorker();
    const workDir = join(job.workDir, `worker-${at}`);
    try {
      await mkdir(workDir, { recursive: true });
      for (let index = next++; index < shards.length; index = next++) {
        const shard = shards[index];
        if (!shard) continue;
        job.onFile?.(nameOf(shard), index + 1, shards.length);
        records[index] = await recordOf(worker, shard, { ...jobOf(job, shard), workDir, keepKeys: shards.length > 1 });
      }
    } finally {
      // What is left does not wait for the shards of others.
      next = shards.length;
      worker.close();
      await rm(workDir, { recursive: true, force: true });
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(workers, shards.length) }, (_, at) => work(at)));
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
  return records;
}

/** A file that is not there is one shard, whose reader will say so. */
async function shardsOf(file: SourceFile, { format }: ShardJob): Promise<SourceFile[]> {
  const size = await stat(file.path).then(
    (info) => (info.isFile() ? info.size : 0),
    () => 0,
  );
  return partsOf(file.name, size, format)?.map((part) => ({ ...file, part })) ?? [file];
}

function nameOf({ name, part }: SourceFile): string {
  return part ? `${name}, part ${part.at + 1} of ${part.of}` : name;
}

/** One thread leaves the others to other workers. */
function jobOf({ onFile: _, onPasses: __, ...job }: ShardJob, shard: SourceFile): WorkerJob {
  return { ...job, files: [shard], limits: { ...job.limits, threads: 1 } };
}

async function recordOf(worker: Worker, shard: SourceFile, job: WorkerJob): Promise<ShardRecord> {
  const divided = shard.part ? { part: shard.part } : {};
  try {
    return { status: 'profiled', file: shard.name, ...divided, profile: await profileOf(worker, job) };
  } catch (thrown) {
    if (!(thrown instanceof InputError) || thrown.code === 'target-unknown') throw thrown;
    return {
      status: 'unreadable',
      file: shard.name,
      ...divided,
      error: { code: thrown.code, sentence: thrown.message },
    };
  }
}

async function profileOf(worker: Worker, job: WorkerJob): Promise<Profile> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await worker.profile(job);
    } catch (thrown) {
      if (thrown instanceof InputError || attempt === attempts) throw thrown;
    }
  }
}
