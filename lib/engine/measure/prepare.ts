import type { BoundCheck, Check } from '../../core/checks/check.ts';
import { type Column, isNumeric, numbersOf, renamed } from '../../core/checks/column.ts';
import { columnNamed, columnsOfCondition, compileCondition } from '../../core/checks/condition.ts';
import type { Measure, Provided } from '../../core/checks/measure.ts';
import { bind } from '../../core/checks/registry.ts';
import { both, countIf } from '../../core/checks/sql.ts';
import { InputError } from '../../core/errors.ts';
import type { Database } from '../database.ts';
import { type Request, type Unmeasurable, wordsOf } from './scan.ts';
import type { Table } from './table.ts';
import { type Expression, expressionOf, guardCondition } from './user-sql.ts';

/** An expression has become a predicate. */
type Ready = Exclude<Measure, { by: 'expression' }>;

/** A check as it will be measured. */
export interface Measurable {
  check: Check;
  index: number;
  error?: undefined;
  bound: BoundCheck;
  measure: Ready;
  /** SQL of the rows that the check is about; undefined for all. */
  where?: string | undefined;
  /** Columns of the measure and of the condition. */
  columns: Column[];
  request: Request;
}

/** The same, or why it cannot be measured, or need not. */
export type Prepared = Measurable | { check: Check; index: number; error: Unmeasurable; absent?: true };

/** Checks of a table, each with what it wants of the one scan. A check that cannot be measured stays alone with that. */
export async function prepare(checks: Check[], table: Table, database: Database): Promise<Prepared[]> {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const prepared: Prepared[] = [];
  for (const [index, check] of checks.entries()) {
    if (check.optional && !check.columns.every((name) => byName.has(name))) {
      prepared.push({ check, index, error: { message: 'there is no such column' }, absent: true });
      continue;
    }
    try {
      prepared.push(await prepareOne(check, index, byName, { database, table }));
    } catch (thrown) {
      if (!(thrown instanceof InputError)) throw thrown;
      prepared.push({ check, index, error: wordsOf(thrown) });
    }
  }
  return prepared;
}

async function prepareOne(
  check: Check,
  index: number,
  byName: ReadonlyMap<string, Column>,
  { database, table }: { database: Database; table: Table },
): Promise<Prepared> {
  const bound = bind(check);
  const guarded = check.where && (await guardCondition(database, check.where, byName));
  const where = guarded && compileCondition(guarded.condition, byName);
  const unmasked = bound.measure(byName, table.references);
  const masks = where !== undefined && (unmasked.by === 'aggregate' || unmasked.by === 'after');
  const asked = masks ? bound.measure(masked(byName, index), table.references) : unmasked;
  const ready = asked.by === 'expression' ? predicateOf(await expressionOf(database, asked.sql, byName)) : asked;
  const measure = withMissing(ready, check);
  const names = [...columnsOf(measure), ...(guarded ? columnsOfCondition(guarded.condition) : [])];
  const columns = [...new Set([...names.map((name) => columnNamed(name, byName)), ...(guarded?.columns ?? [])])];
  const users = asked.by === 'expression' || (guarded?.columns.length ?? 0) > 0;
  if (measure.by === 'predicate' && measure.provided) await verify(database, measure.provided);
  const request: Request = {
    columns,
    items: itemsOf(measure, index, where, columns),
    derived: masks ? masksOf(columns, index, where) : [],
    ...(users ? { ofUser: true } : {}),
  };
  return { check, index, bound, measure, where, columns, request };
}

/** @throws InputError `reference-key` */
async function verify(database: Database, { sql, otherwise }: Provided): Promise<void> {
  const [row] = await database.rows(sql);
  if (Object.values(row ?? {})[0] !== true) throw new InputError('reference-key', otherwise);
}

/** Null is not true. */
function predicateOf({ sql, columns }: Expression): Ready {
  const names = columns.map(({ name }) => name);
  return { by: 'predicate', failing: `(${sql}) IS NOT TRUE`, considered: 'true', columns: names };
}

/** A row without a value can be told to fail, or to pass, instead of being left out. */
function withMissing(measure: Ready, { missing }: Check): Ready {
  if (missing === undefined || measure.by !== 'predicate') return measure;
  const { failing, considered } = measure;
  const failingToo = missing === 'fail' ? `(${failing}) OR NOT (${considered})` : failing;
  return { ...measure, failing: failingToo, considered: 'true' };
}

function columnsOf(measure: Ready): string[] {
  const columns = 'columns' in measure ? measure.columns : [];
  return measure.by === 'predicate' ? [...columns, ...(measure.reads ?? [])] : columns;
}

/** Columns that have values only in the rows of a condition, so that aggregates over them are about those alone. */
function masked(byName: ReadonlyMap<string, Column>, index: number): ReadonlyMap<string, Column> {
  return new Map([...byName].map(([name, column]) => [name, renamed(column, maskOf(index))]));
}

function masksOf(columns: Column[], index: number, where: string): string[] {
  return columns.flatMap(({ raw, text, value }) =>
    [raw, text, value].map((name) => `CASE WHEN ${where} THEN ${name} END AS ${maskOf(index)}${name}`),
  );
}

function maskOf(index: number): string {
  return `w${index}`;
}

/** SQL of how many rows a check looks at. */
function itemsOf(measure: Ready, index: number, where: string | undefined, columns: Column[]): string[] {
  const rows = `${countIf(where ?? 'true')} AS n${index}`;
  switch (measure.by) {
    case 'predicate': {
      const { failing, considered, others, windows } = measure;
      const other = others === undefined ? [] : [`count_if(${both(where, considered, others)}) AS o${index}`];
      if (windows) return [rows, ...other];
      return [
        ...other,
        rows,
        `${countIf(both(where, failing))} AS k${index}`,
        `${countIf(both(where, considered))} AS s${index}`,
      ];
    }
    case 'quantiles': {
      const [column] = columns;
      const values = (column && (numbersOf(column) ?? column.value)) ?? 'NULL';
      const seen = where === undefined ? values : `CASE WHEN ${where} THEN ${values} END`;
      const items = [`count(${seen}) AS ${aliasOf(index, 'values')}`];
      if (column && isNumeric(column))
        items.push(`count_if(${both(where, column.present, `${values} IS NULL`)}) AS o${index}`);
      return [rows, ...items, ...['min', 'max'].map((end) => `${end}(${seen}) AS ${aliasOf(index, end)}`)];
    }
    case 'aggregate':
    case 'after':
      return [rows, ...Object.entries(measure.items).map(([alias, sql]) => `${sql} AS ${aliasOf(index, alias)}`)];
    default:
      return [rows];
  }
}

export function aliasOf(index: number, alias: string): string {
  return `a${index}_${alias}`;
}
