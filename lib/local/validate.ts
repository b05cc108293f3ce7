import type { DataFormat } from '../core/data-format.ts';
import { earlierResults } from '../core/history/earlier-results.ts';
import { drift as driftPolicy } from '../core/policy/drift.ts';
import type { ShardJob } from '../engine/profile-shard.ts';
import { judgeFiles, type Validated, type Validation } from '../steps/validate.ts';
import { dataFilesOf } from './data-files.ts';
import { sideOf } from './drift.ts';
import { readText } from './read-text.ts';
import { referencesOf } from './references.ts';
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
  /** Earlier results of `validate --format json` that checks may compare with. @default none */
  history?: string[] | undefined;
  /** Hears which of them are left out. */
  onLeftOut?: ((failed: string[]) => void) | undefined;
  /** Processes that read shards of the files at once. @default one table, read by this process */
  workers?: number | undefined;
  /** Stored profile, or data, that the files may have drifted from. @default drift is not checked */
  baseline?: string[] | undefined;
}

/** Judges files of this machine against a contract; no store is needed. */
export async function validateHere(request: ValidateRequest): Promise<Validated> {
  const { data, contract, format = {}, baseline, references = {}, history = [], onLeftOut, workers, ...rest } = request;
  const compared = baseline && { side: await sideOf(baseline, format), policy: driftPolicy.parse({}) };
  const contractText = await readText(contract);
  const files = await dataFilesOf(data);
  const others = await referencesOf(references, format);
  const shards = workers === undefined ? {} : { shards: (job: ShardJob) => profileByWorkers(job, workers) };
  const asked = { ...rest, files, contractFile: contract, contractText, format, references: others };
  const { earlier, failed } = await earlierOf(history);
  if (failed.length > 0) onLeftOut?.(failed);
  return judgeFiles({ ...asked, earlier, baseline: compared, ...shards });
}

async function earlierOf(files: string[]) {
  return earlierResults(await Promise.all(files.map(async (name) => ({ name, text: await readText(name) }))));
}
