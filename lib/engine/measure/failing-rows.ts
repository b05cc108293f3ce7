import type { Measure, Predicate } from '../../core/checks/measure.ts';
import { both } from '../../core/checks/sql.ts';
import { type Job, named } from './job.ts';
import { sampleRows } from './samples.ts';

export async function withSamples(job: Job, predicate: Predicate, failing: number, considered: number, from?: string) {
  const samples = failing === 0 ? [] : await samplesOf(job, predicate, from);
  return { failing, considered, missing: job.total - considered, samples };
}

/** Rows before a row are those that the check is about: a missing value is nobody's neighbour. */
export function countInOrder(job: Job, predicate: Predicate, windows: Record<string, string>) {
  const { table, prepared } = job;
  const rows = `SELECT * FROM ${table.numbered(prepared.columns)} WHERE ${both(prepared.where, predicate.considered)}`;
  const items = Object.entries(windows).map(([alias, sql]) => `${sql} AS ${alias}`);
  return countAgain(job, predicate, `(SELECT *, ${items.join(', ')} FROM (${rows}))`, true);
}

/** The values at which other parts meet this one. Whole numbers and moments are spelled, so that no digit is lost. */
export async function endsOf(job: Job, { order, considered }: Extract<Measure, { by: 'predicate' }>) {
  if (!order || !job.keepKeys) return {};
  const { table, prepared } = job;
  const at = '(f::HUGEINT << 48) + r';
  const items = ['arg_min', 'arg_max'].map((end) => `CAST(${end}(${order.sql}, ${at}) AS VARCHAR) AS ${end}`);
  const rows = `${table.numbered(prepared.columns)} WHERE ${both(prepared.where, considered, `${order.sql} IS NOT NULL`)}`;
  const [row] = await job.database.rows(`SELECT ${items.join(', ')} FROM ${rows}`);
  const { sign, numeric } = order;
  return { order: { sign, numeric, first: row?.arg_min ?? null, last: row?.arg_max ?? null } };
}

export async function countAgain(job: Job, predicate: Predicate, from: string, numbered = false) {
  const { where } = job.prepared;
  const [failing, considered] = [predicate.failing, predicate.considered].map((sql) => `count_if(${both(where, sql)})`);
  const [row] = await job.database.rows(`SELECT ${failing} AS k, ${considered} AS s FROM ${from}`);
  return withSamples(job, predicate, Number(row?.k), Number(row?.s), numbered ? from : undefined);
}

function samplesOf(job: Job, { columns, failing, unordered }: Predicate, from?: string) {
  const { database, table, prepared } = job;
  const rows = from ?? table.numbered(prepared.columns);
  const condition = both(prepared.where, failing);
  const wanted = unordered
    ? { from: `(FROM ${rows} WHERE ${condition} ORDER BY f, r)`, condition: 'true' }
    : { from: rows, condition };
  return sampleRows(database, table, { columns: named(job, columns), ...wanted }, job);
}
