import type { DataFormat } from '../core/data-format.ts';
import { drift as driftPolicy } from '../core/policy/drift.ts';
import type { ShardJob } from '../engine/profile-shard.ts';
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
  /** Processes that read shards of the files at once. @default one table, read by this process */
  workers?: number | undefined;
  /** Stored profile, or data, that the files may have drifted from. @default drift is not checked */
  baseline?: string[] | undefined;
}

/** Judges files of this machine against a contract; no store is needed. */
export async function validateHere(request: ValidateRequest): Promise<Validated> {
  const { data, contract, format = {}, baseline, workers, ...rest } = request;
  const compared = baseline && { side: await sideOf(baseline, format), policy: driftPolicy.parse({}) };
  const contractText = await readText(contract);
  const files = await dataFilesOf(data);
  const shards = workers === undefined ? {} : { shards: (job: ShardJob) => profileByWorkers(job, workers) };
  return judgeFiles({ ...rest, files, contractFile: contract, contractText, format, baseline: compared, ...shards });
}
