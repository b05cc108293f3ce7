import type { Profile } from '../../core/profile/profile.ts';
import type { ShardJob } from '../../engine/profile-shard.ts';

/** What a worker is asked: plain data, since it goes from one process to another. */
export type WorkerJob = Omit<ShardJob, 'onFile' | 'onPasses'>;

export type WorkerAnswer =
  | { profile: Profile }
  /** An error of ours or the input's by its words; `fault` says whose. */
  | { fault: 'input' | 'ours'; code: string; sentence: string };
