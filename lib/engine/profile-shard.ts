import type { DataContract } from '../core/contract/contract.ts';
import { InputError, InternalError, messageOf } from '../core/errors.ts';
import type { CheckCounts, Profile } from '../core/profile/profile.ts';
import { csvSource, type Database, type Limits, openDatabase } from './database.ts';
import { slowPattern } from './javascript-matcher.ts';
import { locateFault } from './locate-fault.ts';
import { measureChecks, requestsOf } from './measure/measure.ts';
import { prepare } from './measure/prepare.ts';
import { scan } from './measure/scan.ts';
import { planOf } from './plan.ts';
import { profileColumns } from './profile-columns.ts';
import { type Relation, relationOf } from './relation.ts';
import { maxLineBytes, sniff } from './sniff.ts';

export interface ShardJob {
  /** Local CSV file. */
  file: string;
  /** What the file is called in messages: its key or path as the user knows it. @default file */
  name?: string;
  contract: DataContract;
  format: { delimiter: string };
  /** Column to predict; must be one of the contract's. */
  target?: string;
  /** Percent of rows for the holdout part, 0 to 100. */
  holdoutPercent: number;
  /** Percent of rows that are looked at at all, above 0; the same rows each time. @default 100 */
  samplePercent?: number;
  /** Where to write the two parts, as CSV with commas and the contract's columns in its order. Absent: no split is written. */
  trainFile?: string;
  holdoutFile?: string;
  /** Local folder in which the engine may spill. */
  workDir: string;
  /** Carry hashes of unique keys, for merging with other shards. @default false */
  keepKeys?: boolean;
  limits?: Limits;
}

/**
 * Checks, profiles and splits one CSV file in bounded memory.
 * @throws InputError `data-…`, `columns-absent`, `target-unknown` or `pattern-too-slow` when the file cannot be judged.
 */
export async function profileShard(job: ShardJob): Promise<Profile> {
  const { contract, file, format } = job;
  const name = job.name ?? file;
  const wanted = contract.properties.map((property) => property.name);
  if (job.target !== undefined && !wanted.includes(job.target))
    throw new InputError(
      'target-unknown',
      `target ${JSON.stringify(job.target)} is no column of ${contract.file}; columns: ${wanted.join(', ')}`,
    );
  if (!/^[\t -~]$/.test(format.delimiter) || format.delimiter === '"')
    throw new InputError(
      'delimiter-invalid',
      `the delimiter is ${JSON.stringify(format.delimiter)}; allowed: one ASCII character that is no quote and no line end`,
    );
  const { header } = await sniff({ file, name, delimiter: format.delimiter, columns: wanted });
  const outputs = [job.trainFile, job.holdoutFile].filter((path) => path !== undefined);
  const database = await openDatabase([file, ...outputs], job.workDir, job.limits);
  try {
    return await evaluate(database, job, header);
  } catch (thrown) {
    throw await explain(thrown, job, name, header.length);
  } finally {
    database.close();
  }
}

async function evaluate(database: Database, job: ShardJob, header: string[]): Promise<Profile> {
  const { contract, holdoutPercent, samplePercent = 100 } = job;
  const plan = planOf({ contract, relation: relationOfCsv(job, header), holdoutPercent, samplePercent });
  const checks = prepare(contract.checks, plan.table);
  const answers = await scan(database, plan.table, [...plan.requests, ...requestsOf(checks)]);
  const counts = await measureChecks(database, plan.table, checks, { keepKeys: job.keepKeys ?? false }, answers);
  refuseSlowPatterns(counts);
  const scanned = answers.row;
  const rows = Number(scanned.n);
  const holdoutRows = Number(scanned.holdout);
  const profile: Profile = {
    version: 1,
    rows,
    trainRows: rows - holdoutRows,
    holdoutRows,
    columns: await profileColumns(database, plan, scanned),
    checks: counts,
    extraColumns: header.filter((column) => !contract.properties.some((property) => property.name === column)).sort(),
  };
  if (job.trainFile !== undefined) await database.rows(plan.split('train', job.trainFile));
  if (job.holdoutFile !== undefined) await database.rows(plan.split('holdout', job.holdoutFile));
  return profile;
}

/** A pattern that takes for ever on one value is a fault of the contract, not one check's bad luck. */
function refuseSlowPatterns(counts: CheckCounts[]): void {
  if (counts.some(({ error }) => error?.message.includes(slowPattern))) throw new Error(slowPattern);
}

function relationOfCsv({ file, name = file, contract, format }: ShardJob, header: string[]): Relation {
  const declared = new Map(contract.properties.map((property) => [property.name, property]));
  // A record may hold several lines, so it may be longer than a line.
  const sql = csvSource(file, format.delimiter, header.length, 2 * maxLineBytes);
  const types = header.map((column) => ({ ...declared.get(column), name: column, storage: 'text' as const }));
  return relationOf([{ name, sql }], types);
}

/** The engine's own words can quote a whole record: they are never passed on. */
async function explain(thrown: unknown, job: ShardJob, name: string, fields: number): Promise<unknown> {
  if (thrown instanceof InputError || thrown instanceof InternalError) return thrown;
  const message = messageOf(thrown);
  if (message.includes(slowPattern))
    return new InputError(
      'pattern-too-slow',
      `${name}: a \`pattern\` of ${job.contract.file} takes too long to match; make it simpler`,
    );
  const ofTheFile = /CSV|Maximum line size/.test(message);
  const located = ofTheFile && (await locateFault({ file: job.file, name, delimiter: job.format.delimiter, fields }));
  if (located) return located;
  if (/Maximum line size/.test(message))
    return new InputError(
      'data-long-line',
      `${name}: a record is longer than ${2 * maxLineBytes} bytes, the most that is read`,
    );
  const first = message.split('\n')[0]?.slice(0, 200) ?? '';
  if (ofTheFile)
    return new InputError('data-unreadable', `${name}: not a CSV that can be read: ${first}`, { cause: thrown });
  return new InternalError('engine-failed', `${name}: the data engine failed: ${first}`, { cause: thrown });
}
