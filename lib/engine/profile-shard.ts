import type { References } from '../core/checks/reference.ts';
import type { DataContract } from '../core/contract/contract.ts';
import { expandColumns, openPatterns } from '../core/contract/expand-columns.ts';
import type { DataFormat } from '../core/data-format.ts';
import { InputError } from '../core/errors.ts';
import { maskedProfile } from '../core/profile/masked.ts';
import type { Profile } from '../core/profile/profile.ts';
import { type Database, type Limits, openDatabase } from './database.ts';
import { writeFailedRows } from './failed-rows.ts';
import { findColumns } from './find-columns.ts';
import { type Pass, passesOf } from './measure/explain.ts';
import { keepFor } from './measure/keep-for.ts';
import type { Keeping } from './measure/kept.ts';
import { measureChecks, requestsOf } from './measure/measure.ts';
import { type Prepared, prepare } from './measure/prepare.ts';
import { readAsNumbers } from './measure/read-as-numbers.ts';
import type { SampleOptions } from './measure/samples.ts';
import { isOfCsv, type Request, type Scanned, scan } from './measure/scan.ts';
import { withRelation } from './open-relation.ts';
import { type Plan, planOf } from './plan.ts';
import { profileColumns } from './profile-columns.ts';
import { openReferences, type ReferenceData } from './references.ts';
import type { Relation } from './relation.ts';
import { faultOf, noRows, refuseSlowPatterns } from './shard-fault.ts';
import { openSource, type Source } from './source/source.ts';
import type { OnFile, SourceFile } from './source/table.ts';
import { type Guess, guessedRelation, typedRelation } from './typed-relation.ts';

export interface ShardJob {
  /** Files of one data set, read as one table. */
  files: SourceFile[];
  contract: DataContract;
  /** What is not said is told by each file. */
  format: DataFormat;
  /** Other data sets that checks compare with. @default none */
  references?: ReferenceData[] | undefined;
  /** Column to predict; must be one of the contract's. */
  target?: string;
  /** Percent of rows for the holdout part, 0 to 100. */
  holdoutPercent: number;
  /** Percent of rows that are looked at at all, above 0; the same rows each time. @default 100 */
  samplePercent?: number;
  /** Where to write the two parts, as CSV with commas and the contract's columns in its order. Absent: no split is written. */
  trainFile?: string;
  holdoutFile?: string;
  /** Where to write the first failing rows of each check, as Parquet; made only where there are some. Absent: nowhere. */
  failedRowsFile?: string | undefined;
  /** Local folder in which the engine may spill. */
  workDir: string;
  /** Carry hashes of unique keys, for merging with other shards. @default false */
  keepKeys?: boolean;
  /** Which failing rows of each check are kept. @default the first 20 */
  samples?: SampleOptions;
  /** Local folder for hashes that are too many to carry, as Parquet: see `keysFileOf`. Absent: they are not kept. */
  keysFolder?: string | undefined;
  /** Of columns nothing but counts: enough to judge, too little to compare with or to plot. @default false */
  onlyCounts?: boolean;
  limits?: Limits;
  onFile?: OnFile | undefined;
  /** Hears how the checks are measured. */
  onPasses?: ((passes: Pass[]) => void) | undefined;
}

/**
 * Checks, profiles and splits files in bounded memory.
 * @throws InputError `data-…`, `columns-absent`, `target-unknown` or `pattern-too-slow` when they cannot be judged.
 */
export async function profileShard(job: ShardJob): Promise<Profile> {
  const { contract } = job;
  if (openPatterns(contract).length === 0) return profileClosed(job);
  const found = await withRelation(job, [], async ({ columns }) => findColumns(contract, columns));
  return { ...(await profileClosed({ ...job, contract: expandColumns(contract, found) })), found };
}

/** The same by a contract that names its columns. */
async function profileClosed(job: ShardJob): Promise<Profile> {
  const { contract, files, format, workDir } = job;
  const wanted = contract.properties.map((property) => property.name);
  if (job.target !== undefined && !wanted.includes(job.target))
    throw new InputError(
      'target-unknown',
      `target ${JSON.stringify(job.target)} is no column of ${contract.file}; columns: ${wanted.join(', ')}`,
    );
  const declared = [...contract.properties, ...(contract.found ?? [])];
  const source = await openSource({
    files,
    format,
    declared,
    required: promisesColumns(contract)
      ? contract.properties.filter(({ name, optional }) => !optional || name === job.target)
      : [],
    workDir,
    onFile: job.onFile,
  });
  try {
    return await profileOpened(job, source);
  } finally {
    await source.close();
  }
}

async function profileOpened(job: ShardJob, source: Source): Promise<Profile> {
  const { contract, workDir } = job;
  const others = await openReferences(job.references ?? [], contract, workDir);
  try {
    const outputs = [job.trainFile, job.holdoutFile, job.failedRowsFile].filter((path) => path !== undefined);
    const keys =
      job.keysFolder === undefined ? [] : contract.checks.map((_, at) => keysFileOf(job.keysFolder ?? '', at));
    const database = await openDatabase([...source.paths, ...others.paths, ...outputs, ...keys], workDir, job.limits);
    try {
      const references = await others.references(database);
      const profile = await profileRelation(database, { ...job, references }, await source.relation(database));
      const told = maskedProfile(profile, contract, job.samples?.keys);
      return source.oddQuotes === undefined ? told : { ...told, oddQuotes: source.oddQuotes };
    } catch (thrown) {
      throw await faultOf(thrown, job, source, database);
    } finally {
      database.close();
    }
  } finally {
    await others.close();
  }
}

/** A job whose other data sets are open. */
type Opened = Omit<ShardJob, 'references'> & { references: References };

/** Formats that declare columns promise that those are there; of others, the checks about an absent one fail by themselves. */
function promisesColumns({ format }: DataContract): boolean {
  return format === undefined || format === 'odcs' || format === 'pandera';
}

/** Types are told by the first rows, and by all of them only where those mislead. */
async function profileRelation(database: Database, job: Opened, relation: Relation): Promise<Profile> {
  const { contract, samplePercent = 100, samples } = job;
  findColumns(contract, relation.columns);
  // What holds of a sample need not hold of what was left out.
  const guess = samplePercent === 100 && (await guessedRelation(relation, database, contract, samples?.keys));
  if (guess) {
    const scanned = await scanOnce(database, job, guess.relation, guess).catch(unlessOfCsv);
    if (scanned && guess.holds(scanned.answers.row)) return evaluate(database, job, scanned);
  }
  const typed = await typedRelation(relation, database, contract, samples?.keys);
  return evaluate(database, job, await scanOnce(database, job, typed));
}

/** A text is not what the first ones were, or the file cannot be read: the scan of texts tells. */
function unlessOfCsv(thrown: unknown): undefined {
  if (!isOfCsv(thrown)) throw thrown;
}

interface ScannedOnce {
  relation: Relation;
  plan: Plan;
  checks: Prepared[];
  answers: Scanned<Request>;
  keeping: Keeping;
}

async function scanOnce(database: Database, job: Opened, relation: Relation, guess?: Guess): Promise<ScannedOnce> {
  const plan = planOf({ ...job, relation });
  const checks = await prepare(job.contract.checks, plan.table, database);
  const keeping = await keepFor(checks, database, plan.table, { keepKeys: job.keepKeys ?? false });
  const requests = [...plan.requests, ...(guess?.proofs ?? []), ...requestsOf(checks), ...keeping.requests];
  const rows = guess ? readAsNumbers(guess, plan.table, requests) : plan.table;
  return { relation, plan, checks, answers: await scan(database, rows, requests), keeping };
}

async function evaluate(
  database: Database,
  job: Opened,
  { relation, plan, checks, answers, keeping }: ScannedOnce,
): Promise<Profile> {
  const { contract, samplePercent = 100, onlyCounts = false, keepKeys = false } = job;
  const kept = await keeping.kept(answers.row);
  job.onPasses?.(passesOf(checks, kept, keepKeys));
  const counts = await measureChecks(
    database,
    plan.table,
    checks,
    {
      keepKeys,
      keysFile: keysFileIn(job.keysFolder),
      kept,
      ...job.samples,
    },
    answers,
  );
  refuseSlowPatterns(counts);
  const scanned = answers.row;
  const rows = Number(scanned.n);
  if (rows === 0 && samplePercent === 100 && job.files.every(({ part }) => part === undefined)) throw noRows(job.files);
  const holdoutRows = Number(scanned.holdout);
  const named = new Set(contract.properties.map(({ name }) => name));
  const profile: Profile = {
    version: 2,
    rows,
    trainRows: rows - holdoutRows,
    holdoutRows,
    columns: await profileColumns(database, plan, scanned, !onlyCounts),
    checks: counts,
    extraColumns: relation.columns.flatMap(({ name }) => (named.has(name) ? [] : [name])).sort(),
  };
  if (job.failedRowsFile !== undefined)
    await writeFailedRows(database, plan.table, { contract, counts, file: job.failedRowsFile });
  if (job.trainFile !== undefined) await database.rows(plan.split('train', job.trainFile));
  if (job.holdoutFile !== undefined) await database.rows(plan.split('holdout', job.holdoutFile));
  return profile;
}

/** Where the hashes of one check's keys lie. */
export function keysFileOf(folder: string, check: number): string {
  return `${folder}/keys-${check}.parquet`;
}

function keysFileIn(folder: string | undefined) {
  return folder === undefined ? undefined : (check: number) => keysFileOf(folder, check);
}
