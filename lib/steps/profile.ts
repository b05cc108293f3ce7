import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson } from '../core/canonical-json.ts';
import { wantedOfFiles } from '../core/checks/files/wanted.ts';
import { formatOf } from '../core/data-format.ts';
import type { DataPart } from '../core/data-parts.ts';
import { InputError } from '../core/errors.ts';
import type { Policy } from '../core/policy/schema.ts';
import { type Profile, type ShardRecord, shardRecordSchema } from '../core/profile/profile.ts';
import type { ProfileInput, ProfileOutput } from '../core/step-io.ts';
import { layout } from '../core/store-layout.ts';
import { keysFileOf, profileShard, type ShardJob } from '../engine/profile-shard.ts';
import type { Downloaded, Ports } from '../ports.ts';
import { readJson } from './records/json-object.ts';
import { fetchShard } from './support/fetch-shard.ts';
import { hashesOf } from './support/file-facts.ts';
import { readRunContract } from './support/run-contract.ts';
import { readAdmission, readRequest, readShards } from './support/run-records.ts';
import { fetchReferences } from './support/run-references.ts';

/** Reads a shard; where a place has an own way, such as a process for each. */
export type ReadShard = (job: ShardJob) => Promise<Profile>;

/**
 * Checks, profiles and splits one file of the drop. A file that cannot be read is an answer, stored beside the profiles;
 * only what is broken on our side is thrown. Running it again writes the same objects again.
 */
export async function profile(
  input: ProfileInput,
  ports: Ports,
  read: ReadShard = profileShard,
): Promise<ProfileOutput> {
  const { index } = input.shard;
  const key = layout.shardProfile(input.runId, index);
  // The record is written last: what has one is done, and a machine that starts again goes on where it was.
  const done = await readJson(ports.store, key, shardRecordSchema);
  if (done?.value.status === 'profiled') return outputOf(index, done.value);
  const record = await recordOf(input, ports, read);
  for (const part of record.status === 'profiled' ? (['train', 'holdout'] as const) : []) {
    const file = partFile(ports, index, part);
    await ports.store.put(layout.splitShard(input.runId, part, index), { file });
  }
  await storeKeys(input, record, ports);
  const failed = failedRowsFile(ports, index);
  if (record.status === 'profiled' && existsSync(failed))
    await ports.store.put(layout.failedRowsOfShard(input.runId, index), { file: failed });
  await ports.store.put(key, canonicalJson(record));
  return outputOf(index, record);
}

async function storeKeys({ runId, shard }: ProfileInput, record: ShardRecord, ports: Ports): Promise<void> {
  const checks = record.status === 'profiled' ? record.profile.checks : [];
  for (const [check, { keys }] of checks.entries()) {
    const file = keysFileOf(ports.workDir, check);
    if (keys?.stored) await ports.store.put(layout.keysOfShard(runId, shard.index, check), { file });
  }
}

function outputOf(index: number, record: ShardRecord): ProfileOutput {
  if (record.status === 'unreadable') return { index, status: 'unreadable', rows: 0 };
  return { index, status: 'profiled', rows: record.profile.rows };
}

async function recordOf(input: ProfileInput, ports: Ports, read: ReadShard): Promise<ShardRecord> {
  const { index, bucket, key, part } = input.shard;
  const divided = part ? { part } : {};
  // The samples of pull requests lie in the store: they came with the code.
  const from = bucket === ports.names.store ? ports.store : ports.data;
  const file = join(ports.workDir, `shard-${index}`);
  // Where functions are used again, an earlier run may have left its own.
  await rm(failedRowsFile(ports, index), { force: true });
  try {
    const downloaded = await fetchShard(input.shard, from, file, ports.workDir);
    const job = await jobOf(file, input, ports);
    const seen = await seenOf(job, downloaded, input.shard);
    return { status: 'profiled', file: key, ...divided, profile: await read(job), ...seen };
  } catch (thrown) {
    if (!(thrown instanceof InputError)) throw thrown;
    return {
      status: 'unreadable',
      file: key,
      ...divided,
      error: { code: thrown.code, sentence: sentenceOf(thrown, part) },
    };
  } finally {
    await rm(file, { force: true });
  }
}

/** What the contract asks of the file itself. */
async function seenOf(
  { contract, files: [file] }: ShardJob,
  { modifiedAt }: Downloaded,
  { part }: { part?: DataPart | undefined },
) {
  const wanted = wantedOfFiles(contract.checks);
  if (!wanted || !file) return {};
  return {
    seen: {
      ...(modifiedAt !== undefined && wanted.moments ? { modifiedAt } : {}),
      ...(part ? {} : { hashes: await hashesOf(file.path, wanted.hashes) }),
    },
  };
}

/** In a part, what breaks the rules may be where it was cut. */
function sentenceOf({ code, message }: InputError, part: DataPart | undefined): string {
  if (!part || code !== 'data-ragged') return message;
  return `${message}; it was read in ${part.of} parts, this is part ${part.at + 1}: fields that hold line ends may be cut there, so bring it in smaller files or as Parquet`;
}

async function jobOf(file: string, { runId, shard }: ProfileInput, ports: Ports): Promise<ShardJob> {
  const { policy } = await readAdmission(ports.store, runId);
  const [shards, { source }] = await Promise.all([readShards(ports.store, runId), readRequest(ports.store, runId)]);
  return {
    files: [{ path: file, name: shard.key, part: shard.part }],
    contract: await readRunContract(ports.store, runId),
    format: formatOf(policy.data),
    references: await fetchReferences(source.digest, policy, ports),
    target: policy.data.target,
    holdoutPercent: policy.data.holdoutPercent,
    samplePercent: await samplePercentOf(runId, policy, ports),
    trainFile: partFile(ports, shard.index, 'train'),
    holdoutFile: partFile(ports, shard.index, 'holdout'),
    failedRowsFile: failedRowsFile(ports, shard.index),
    workDir: ports.workDir,
    // One file is compared within itself; several are compared by the hashes of their keys.
    keepKeys: shards.length > 1,
    keysFolder: shards.length > 1 ? ports.workDir : undefined,
  };
}

/** Only pull requests are judged on less than all of their data. */
async function samplePercentOf(runId: string, { pullRequest }: Policy, { store }: Ports): Promise<number> {
  if (pullRequest.samplePercent === 100) return 100;
  return (await readRequest(store, runId)).machine === 'pull_request' ? pullRequest.samplePercent : 100;
}

function failedRowsFile({ workDir }: Ports, index: number): string {
  return join(workDir, `failed-rows-${index}.parquet`);
}

function partFile({ workDir }: Ports, index: number, part: 'train' | 'holdout'): string {
  return join(workDir, `${part}-${index}.csv`);
}
