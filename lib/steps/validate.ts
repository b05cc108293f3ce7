import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wantedOfFiles } from '../core/checks/files/wanted.ts';
import type { Figures } from '../core/checks/past/figure.ts';
import type { DataContract } from '../core/contract/contract.ts';
import { readContract } from '../core/contract/read-contract.ts';
import type { DataFormat } from '../core/data-format.ts';
import { InputError, messageOf, UsageError } from '../core/errors.ts';
import type { GateRecord } from '../core/gate.ts';
import type { DriftPolicy } from '../core/policy/drift.ts';
import { type DataGate, dataGate } from '../core/profile/data-gate.ts';
import type { ShardRecord } from '../core/profile/profile.ts';
import type { Limits } from '../engine/database.ts';
import type { Pass } from '../engine/measure/explain.ts';
import type { SampleOptions } from '../engine/measure/samples.ts';
import { profileShard, type ShardJob } from '../engine/profile-shard.ts';
import type { ReferenceData } from '../engine/references.ts';
import type { OnFile } from '../engine/source/table.ts';
import { typedContract } from '../engine/typed-relation.ts';
import { type DriftSide, profileOfSide } from './drift.ts';
import { fileFacts, localFiles } from './support/file-facts.ts';

export interface Validation {
  /** Local files that are judged as one table. */
  files: string[];
  /** What the contract is called in messages. */
  contractFile: string;
  contractText: string;
  /** Which table of several that the contract describes. @default the only one */
  table?: string | undefined;
  /** What is not said is told by each file. */
  format: DataFormat;
  /** Other data sets that checks compare with. @default none */
  references?: ReferenceData[] | undefined;
  /** Column to predict, where there is one: it must be in the contract. */
  target?: string;
  /** What of a contract cannot be translated becomes a check that is inconclusive. @default false */
  allowUnsupported?: boolean | undefined;
  /** Values for the parameters that a contract leaves open. @default its own */
  parameters?: Readonly<Record<string, unknown>> | undefined;
  /** Which failing rows are kept. @default the first 20 of each check */
  samples?: ((contract: DataContract) => SampleOptions) | undefined;
  /** What the data may have drifted from, and how far. @default drift is not checked */
  baseline?: { side: DriftSide; policy: DriftPolicy } | undefined;
  /** The numbers of earlier data that checks compare with, oldest first. @default there is none */
  earlier?: readonly Figures[] | undefined;
  /** Counts without distributions: enough to judge, too little to plot or to compare with. @default false */
  onlyCounts?: boolean | undefined;
  limits?: Limits | undefined;
  /** Where failing rows are written, whole, as Parquet; not of shards. @default nowhere */
  failedRowsFile?: string | undefined;
  /** Profiles the files in shards. @default all of them are one table, which this process reads */
  shards?: ((job: ShardJob) => Promise<ShardRecord[]>) | undefined;
  onFile?: OnFile | undefined;
  /** Hears how the checks are measured. */
  onPasses?: ((passes: Pass[]) => void) | undefined;
}

/** A verdict with what it rests on. */
export type Validated = DataGate;

/** The verdict alone. @see judgeFiles */
export async function validateFiles(validation: Validation, now = new Date()): Promise<GateRecord> {
  return (await judgeFiles(validation, now)).gate;
}

/**
 * Judges local files against a contract, without a store or a run. A file that cannot be read is a failing gate with
 * `unreadable` set.
 * @throws InputError `contract-invalid` or `target-unknown` when the question itself is wrong.
 */
export async function judgeFiles(validation: Validation, now = new Date()): Promise<Validated> {
  const { contractText, contractFile, table, allowUnsupported, parameters, baseline, references = [] } = validation;
  const known = references.map(({ name }) => name);
  const options = { table, allowUnsupported, parameters, references: known, nowMs: now.getTime() };
  const read = readContract({ text: contractText, file: contractFile }, options);
  const workDir = await mkdtemp(join(tmpdir(), 'signalbox-validate-'));
  try {
    const contract = validation.shards ? await typedOnce(read, validation, workDir) : read;
    const job = jobOf(contract, validation, workDir);
    const records = validation.shards ? await validation.shards(job) : [await recordOf(job, validation.failedRowsFile)];
    const compared = baseline && {
      baseline: await profileOfSide(baseline.side, workDir, contract.properties),
      drift: baseline.policy,
    };
    const wanted = wantedOfFiles(contract.checks);
    const judged = dataGate(contract, records, {
      decidedAt: now.toISOString(),
      earlier: validation.earlier,
      files: wanted && fileFacts(await localFiles(validation.files, wanted), now.toISOString()),
      samples: validation.samples?.(contract).samples,
      ...compared,
    });
    return { ...judged, gate: compared ? against(judged.gate, 'the baseline') : judged.gate };
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}

function against(gate: GateRecord, comparedWith: string): GateRecord {
  return { ...gate, facts: { ...gate.facts, comparedWith } };
}

/** Where parts are read each on its own, they have the types of the whole. A file that cannot be read is told by its part. */
async function typedOnce(contract: DataContract, validation: Validation, workDir: string): Promise<DataContract> {
  const { files, format, samples, limits } = validation;
  const data = { files: files.map((path) => ({ path, name: path })), format, workDir, ...(limits ? { limits } : {}) };
  try {
    return await typedContract(contract, data, samples?.(contract).keys);
  } catch (thrown) {
    if (thrown instanceof InputError) return contract;
    throw thrown;
  }
}

function jobOf(contract: DataContract, validation: Validation, workDir: string): ShardJob {
  const { files, format, references, target, samples, limits = {}, onFile, onPasses, onlyCounts = false } = validation;
  const kept = samples ? { samples: samples(contract) } : {};
  const named = files.map((path) => ({ path, name: path }));
  const job = {
    files: named,
    contract,
    format,
    references,
    holdoutPercent: 0,
    workDir,
    limits,
    onFile,
    onPasses,
    onlyCounts,
    ...kept,
  };
  return target === undefined ? job : { ...job, target };
}

async function recordOf(job: ShardJob, output: string | undefined): Promise<ShardRecord> {
  const [{ name: file } = { name: 'no file' }] = job.files;
  const failedRowsFile = output === undefined ? undefined : join(job.workDir, 'failed-rows.parquet');
  try {
    const profile = await profileShard({ ...job, failedRowsFile });
    if (failedRowsFile !== undefined && output !== undefined) await moveOut(failedRowsFile, output);
    return { status: 'profiled', file, profile };
  } catch (thrown) {
    if (!(thrown instanceof InputError) || thrown.code === 'target-unknown') throw thrown;
    return { status: 'unreadable', file, error: { code: thrown.code, sentence: thrown.message } };
  }
}

/** What an earlier call left there is gone too where no row fails. */
async function moveOut(made: string, to: string): Promise<void> {
  try {
    await rm(to, { force: true });
    if (existsSync(made)) await copyFile(made, to);
  } catch (thrown) {
    throw new UsageError('output-unwritable', `${to}: cannot be written: ${messageOf(thrown)}`);
  }
}
