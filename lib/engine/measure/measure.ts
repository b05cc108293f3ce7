import { type Column, numbersOf } from '../../core/checks/column.ts';
import { type Measure, maxGroups, type Next, type Observation } from '../../core/checks/measure.ts';
import { both } from '../../core/checks/sql.ts';
import { InputError } from '../../core/errors.ts';
import type { CheckCounts } from '../../core/profile/profile.ts';
import type { Database } from '../database.ts';
import { quantilesIn } from '../sketch-column.ts';
import { countDuplicates, keysOf } from './duplicates.ts';
import { countAgain, countInOrder, endsOf, withSamples } from './failing-rows.ts';
import { aggregateGroups, valueGroups } from './groups.ts';
import { answerOf, type Job, named } from './job.ts';
import { type Kept, nothingKept } from './kept.ts';
import type { Prepared } from './prepare.ts';
import { Quantiles } from './quantiles.ts';
import type { SampleOptions } from './samples.ts';
import { type Request, type Scanned, scan, type Unmeasurable, wordsOf } from './scan.ts';
import type { Table } from './table.ts';
import { failingRowsOf, matchOf, mergeableValueOf, singleValueOf } from './user-sql.ts';

export interface MeasureOptions extends SampleOptions {
  /** Carry hashes of unique keys, for merging with other shards. @default false */
  keepKeys?: boolean;
  /** Where those of a check are written that are too many to carry, by its index. @default nowhere */
  keysFile?: ((check: number) => string) | undefined;
  /** @default nothing */
  kept?: Kept;
}

/**
 * Counts of each check, in their order. What the one scan answers is in `scanned`, where somebody has asked it together
 * with questions of his own; else it is asked here. A check that fails to be measured says so, and the others go on.
 */
export async function measureChecks(
  database: Database,
  table: Table,
  checks: Prepared[],
  options: MeasureOptions = {},
  scanned?: Scanned<Request>,
): Promise<CheckCounts[]> {
  const { row, failed } = scanned ?? (await scan(database, table, requestsOf(checks)));
  const { keysFile, kept = nothingKept, ...samples } = options;
  const quantiles = new Quantiles(database, table, checks, row, kept);
  const common = {
    ...samples,
    kept,
    keepKeys: options.keepKeys ?? false,
    database,
    table,
    scanned: row,
    total: 0,
    quantiles,
  };
  const counted: CheckCounts[] = [];
  for (const prepared of checks) {
    const unanswered = prepared.error === undefined && prepared.request ? failed.get(prepared.request) : undefined;
    if ('absent' in prepared) counted.push({ failing: 0, total: 0, samples: [], absent: true });
    else if (prepared.error) counted.push(unmeasured(prepared.error));
    else if (unanswered !== undefined) counted.push(unmeasured(unanswered));
    else counted.push(await measureOne({ ...common, prepared, keysFile: keysFile?.(prepared.index) }));
  }
  return counted;
}

export function requestsOf(checks: Prepared[]): Request[] {
  return checks.flatMap((prepared) => (prepared.error === undefined && prepared.request ? [prepared.request] : []));
}

async function measureOne(job: Job): Promise<CheckCounts> {
  const total = Number(job.scanned[`n${job.prepared.index}`]);
  try {
    return { total, ...(await countsOf({ ...job, total })) };
  } catch (thrown) {
    return { ...unmeasured(wordsOf(thrown)), total };
  }
}

function unmeasured({ message, code }: Unmeasurable): CheckCounts {
  const short = message.slice(0, 500);
  return { failing: null, total: 0, samples: [], error: { message: short, ...(code === undefined ? {} : { code }) } };
}

async function countsOf(job: Job): Promise<Omit<CheckCounts, 'total'>> {
  const { prepared, scanned, total, kept } = job;
  const { measure, index } = prepared;
  switch (measure.by) {
    case 'rows':
      return { failing: total, samples: [] };
    case 'known':
      return {
        failing: measure.failing,
        samples: [],
        ...measure.observation,
        ...(measure.observation.observed === undefined ? {} : { ofColumns: true as const }),
      };
    case 'aggregate':
      return observed(measure.read(answerOf(job, measure.items), total));
    case 'predicate': {
      if (Number(scanned[`o${index}`] ?? 0) > 0)
        throw new InputError('other-type', `${measure.columns.join(', ')} has values of a type that cannot be judged`);
      if (measure.windows)
        return { ...(await countInOrder(job, measure, measure.windows)), ...(await endsOf(job, measure)) };
      return withSamples(job, measure, Number(scanned[`k${index}`]), Number(scanned[`s${index}`]));
    }
    case 'after':
      return {
        ...(await askAgain(job, measure.next(answerOf(job, measure.items), named(job, measure.columns)))),
        ...(await farOf(job, measure)),
      };
    case 'groups': {
      const { ignore, items, read } = measure;
      if (measure.keys && job.keepKeys)
        return observed({
          different: await keysOf(job.database, job.table, groupedOf(job, measure), {
            ignore,
            kept,
            counted: measure.keys === 'counted',
          }),
        });
      return observed(
        read(await aggregateGroups(job.database, job.table, groupedOf(job, measure), { ignore, items, kept })),
      );
    }
    case 'values': {
      const wanted = job.keepKeys ? { ...measure, keep: 'all' as const } : measure;
      const found = await valueGroups(job.database, job.table, groupedOf(job, measure), wanted);
      if (job.keepKeys) return observed({ groups: found.different > maxGroups ? null : found.groups });
      return observed(measure.read(found));
    }
    case 'quantiles':
      if (Number(scanned[`o${index}`] ?? 0) > 0)
        throw new InputError(
          'other-type',
          `${scanned[`o${index}`]} values of ${measure.columns.join(', ')} are no finite number, so that it has no quantiles`,
        );
      if (job.keepKeys && isNumbers(prepared.columns[0])) return observed({ quantiles: await sketchOf(job) });
      return observed(measure.read(await job.quantiles.of(prepared)));
    case 'duplicates':
      return duplicatesOf(job, measure);
    case 'query':
      return queried(job, measure);
  }
}

/** Parts are merged by how their numbers lie; which is in the middle of all, none of them knows. */
function sketchOf({ database, table, prepared, kept }: Job) {
  const [column] = prepared.columns;
  const aside = column && prepared.where === undefined ? kept.numbersOf(column) : undefined;
  if (aside) return quantilesIn(aside.database, `(SELECT k AS x FROM ${aside.from})`);
  const numbers = (column && numbersOf(column)) ?? 'NULL';
  const rows = `SELECT CAST(${numbers} AS DOUBLE) AS x FROM ${table.typed(prepared.columns)} WHERE ${both(prepared.where)}`;
  return quantilesIn(database, `(${rows})`);
}

function isNumbers(column: Column | undefined): boolean {
  return column !== undefined && numbersOf(column) !== undefined;
}

function observed(observation: Observation): Omit<CheckCounts, 'total'> {
  return { failing: 0, samples: [], ...observation };
}

function groupedOf(job: Job, { columns }: { columns: string[] }) {
  return { columns: named(job, columns), all: job.prepared.columns, where: job.prepared.where };
}

async function askAgain(job: Job, next: Next) {
  const rows = job.table.typed(job.prepared.columns);
  if (next.by === 'predicate') return countAgain(job, next, rows);
  const items = Object.entries(next.items).map(([alias, sql]) => `${sql} AS "${alias}"`);
  const [row] = await job.database.rows(`SELECT ${items.join(', ')} FROM ${rows} WHERE ${both(job.prepared.where)}`);
  return observed(next.read(row ?? {}, job.total));
}

/** What is far away here need not be far away in the whole. */
async function farOf(job: Job, { far, items }: Extract<Measure, { by: 'after' }>) {
  return far && job.keepKeys ? { far: { ...far(answerOf(job, items)), sketch: await sketchOf(job) } } : {};
}

async function queried(job: Job, measure: Extract<Measure, { by: 'query' }>) {
  const { database, table, prepared } = job;
  const { sql, answer } = measure;
  const query = { sql, where: prepared.where, ofUser: true as const };
  if (answer === 'match')
    return { failing: 0, samples: [], ...(await matchOf(database, table, query, measure.comparison)) };
  if (answer === 'value')
    return observed(
      job.keepKeys
        ? await mergeableValueOf(database, table, query)
        : { observed: await singleValueOf(database, table, query) },
    );
  const { ofRows, ...counts } = await failingRowsOf(database, table, query, job);
  return ofRows || !job.keepKeys ? counts : { ...counts, ...alone };
}

const alone = { alone: true as const };

async function duplicatesOf(job: Job, { columns, ignore, count }: Extract<Measure, { by: 'duplicates' }>) {
  const { where, columns: all } = job.prepared;
  const wanted = { columns: named(job, columns), all, ignore, count, where, total: job.total };
  const counts = await countDuplicates(job.database, job.table, wanted, job);
  return { ...counts, missing: job.total - (counts.considered ?? job.total) };
}
