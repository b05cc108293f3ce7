import type { FunctionName } from './step-io.ts';

export interface StepSize {
  memoryMiB: number;
  /** Seconds. */
  timeout: number;
  /** MiB of `/tmp`; absent: Lambda's 512. */
  diskMiB?: number;
}

/** Lambda gives processor time with memory, a whole one at 1,769 MiB; small steps mostly wait for S3. */
export const stepSizes: Record<FunctionName, StepSize> = {
  // A drop of 10,000 files is listed, or a repository fetched and packed.
  intake: { memoryMiB: 1_024, timeout: 300 },
  // GitHub waits ten seconds.
  webhook: { memoryMiB: 1_024, timeout: 10 },
  // A host that is slow is told ten runs in one go all the same.
  report: { memoryMiB: 512, timeout: 300 },
  reconcile: { memoryMiB: 512, timeout: 300 },
  admit: { memoryMiB: 512, timeout: 60 },
  'judge-image': { memoryMiB: 512, timeout: 60 },
  // A shard lies on disk beside what DuckDB spills.
  profile: { memoryMiB: 3_008, timeout: 900, diskMiB: 10_240 },
  // It may count the keys of all shards: 8 bytes each on its disk.
  'judge-data': { memoryMiB: 1_769, timeout: 900, diskMiB: 10_240 },
  // Includes the candidate's start, which Lambda gives up to ten minutes for an image's first.
  score: { memoryMiB: 1_769, timeout: 900, diskMiB: 4_096 },
  'judge-model': { memoryMiB: 1_769, timeout: 300 },
  'plan-release': { memoryMiB: 512, timeout: 120 },
  approve: { memoryMiB: 512, timeout: 60 },
  'cut-release': { memoryMiB: 512, timeout: 120 },
  'rollout-prepare': { memoryMiB: 512, timeout: 900 },
  'rollout-shift': { memoryMiB: 512, timeout: 300 },
  // CloudWatch may take three minutes to complete a window.
  'rollout-judge': { memoryMiB: 512, timeout: 300 },
  'rollout-promote': { memoryMiB: 512, timeout: 300 },
  'rollout-roll-back': { memoryMiB: 512, timeout: 300 },
  'rollout-verify': { memoryMiB: 512, timeout: 120 },
  publish: { memoryMiB: 512, timeout: 120 },
  settle: { memoryMiB: 1_024, timeout: 300 },
  recover: { memoryMiB: 1_024, timeout: 600 },
  operate: { memoryMiB: 512, timeout: 300 },
  // Waits as long as the model may take.
  door: { memoryMiB: 1_024, timeout: 900 },
};
