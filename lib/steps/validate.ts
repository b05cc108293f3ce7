import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataContract } from '../core/contract/contract.ts';
import { readContract } from '../core/contract/read-contract.ts';
import type { DataFormat } from '../core/data-format.ts';
import { InputError } from '../core/errors.ts';
import type { GateRecord } from '../core/gate.ts';
import { dataGate } from '../core/profile/data-gate.ts';
import type { ShardRecord } from '../core/profile/profile.ts';
import { profileShard } from '../engine/profile-shard.ts';

export interface Validation {
  /** Local files that are judged as one table. */
  files: string[];
  /** What the contract is called in messages. */
  contractFile: string;
  contractText: string;
  /** What is not said is told by each file. */
  format: DataFormat;
  /** Column to predict, where there is one: it must be in the contract. */
  target?: string;
}

/**
 * Judges local files against a contract, without a store or a run. A file that cannot be read is a failing gate with
 * `unreadable` set.
 * @throws InputError `contract-invalid` or `target-unknown` when the question itself is wrong.
 */
export async function validateFiles(validation: Validation, now = new Date()): Promise<GateRecord> {
  const contract = readContract({ text: validation.contractText, file: validation.contractFile });
  const workDir = await mkdtemp(join(tmpdir(), 'signalbox-validate-'));
  try {
    const records: ShardRecord[] = [];
    for (const file of validation.files) records.push(await recordOf(file, contract, validation, workDir));
    return dataGate(contract, records, { decidedAt: now.toISOString() }).gate;
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

async function recordOf(
  file: string,
  contract: DataContract,
  validation: Validation,
  workDir: string,
): Promise<ShardRecord> {
  const { format, target, files } = validation;
  const one = [{ path: file, name: file }];
  const job = { files: one, contract, format, holdoutPercent: 0, workDir, keepKeys: files.length > 1 };
  try {
    const profile = await profileShard(target === undefined ? job : { ...job, target });
    return { status: 'profiled', file, profile };
  } catch (thrown) {
    if (!(thrown instanceof InputError) || thrown.code === 'target-unknown') throw thrown;
    return { status: 'unreadable', file, error: { code: thrown.code, sentence: thrown.message } };
  }
}
