import { access } from 'node:fs/promises';
import type { DataFormat } from '../core/data-format.ts';
import { InputError } from '../core/errors.ts';
import { drift as driftPolicy } from '../core/policy/drift.ts';
import type { ShardJob } from '../engine/profile-shard.ts';
import type { ReferenceData } from '../engine/references.ts';
import { judgeFiles, type Validated, type Validation } from '../steps/validate.ts';
import { dataFilesOf } from './data-files.ts';
import { sideOf } from './drift.ts';
import { readText } from './read-text.ts';
import { profileByWorkers } from './shard-worker/profile-by-workers.ts';

export interface ValidateRequest
  extends Pick<
    Validation,
    'table' | 'allowUnsupported' | 'parameters' | 'samples' | 'onlyCounts' | 'failedRowsFile' | 'onFile' | 'onPasses'
  > {
  data: string[];
  contract: string;
  format?: DataFormat | undefined;
  /** Other data that checks compare with, by the name that they have for it: files, or folders of them. @default none */
  references?: Record<string, string[]> | undefined;
  /** Processes that read shards of the files at once. @default one table, read by this process */
  workers?: number | undefined;
  /** Stored profile, or data, that the files may have drifted from. @default drift is not checked */
  baseline?: string[] | undefined;
}

/** Judges files of this machine against a contract; no store is needed. */
export async function validateHere(request: ValidateRequest): Promise<Validated> {
  const { data, contract, format = {}, baseline, references = {}, workers, ...rest } = request;
  const compared = baseline && { side: await sideOf(baseline, format), policy: driftPolicy.parse({}) };
  const contractText = await readText(contract);
  const files = await dataFilesOf(data);
  const others = await referencesOf(references, format);
  const shards = workers === undefined ? {} : { shards: (job: ShardJob) => profileByWorkers(job, workers) };
  const asked = { ...rest, files, contractFile: contract, contractText, format, references: others };
  return judgeFiles({ ...asked, baseline: compared, ...shards });
}

/** What is said of text holds for theirs too; type and compression are told by each of them. */
async function referencesOf(
  references: Record<string, string[]>,
  { delimiter, encoding }: DataFormat,
): Promise<ReferenceData[]> {
  const found: ReferenceData[] = [];
  for (const [name, paths] of Object.entries(references)) {
    const files = await dataFilesOf(paths);
    for (const path of files) await refuseMissing(path, name);
    found.push({ name, format: { delimiter, encoding }, files: files.map((path) => ({ path, name: path })) });
  }
  return found;
}

/** Who names a file that is not there learns it before anything is judged. */
async function refuseMissing(path: string, name: string): Promise<void> {
  const there = await access(path).then(
    () => true,
    () => false,
  );
  if (!there) throw new InputError('data-missing', `${path}: cannot be read; it is what \`--reference ${name}\` names`);
}
