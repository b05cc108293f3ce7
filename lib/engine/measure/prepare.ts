import type { BoundCheck, Check } from '../../core/checks/check.ts';
import { type Column, renamed } from '../../core/checks/column.ts';
import { columnNamed, columnsOfCondition, compileCondition } from '../../core/checks/condition.ts';
import type { Measure } from '../../core/checks/measure.ts';
import { bind } from '../../core/checks/registry.ts';
import { InputError } from '../../core/errors.ts';
import type { CheckCounts } from '../../core/profile/profile.ts';
import type { Request } from './scan.ts';
import type { Table } from './table.ts';

/** Why a check could not be measured. */
export type Unmeasurable = NonNullable<CheckCounts['error']>;

/** A check as it will be measured, or why it cannot be. */
export type Prepared = { check: Check; index: number } & (
  | { error: Unmeasurable }
  | {
      error?: undefined;
      bound: BoundCheck;
      measure: Measure;
      /** SQL of the rows that the check is about; undefined for all. */
      where?: string | undefined;
      /** Columns of the measure and of the condition. */
      columns: Column[];
      request: Request;
    }
);

/** Checks of a table, each with what it wants of the one scan. A check that cannot be measured stays alone with that. */
export function prepare(checks: Check[], table: Table): Prepared[] {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  return checks.map((check, index) => {
    try {
      return prepareOne(check, index, byName);
    } catch (thrown) {
      if (thrown instanceof InputError) return { check, index, error: { code: thrown.code, message: thrown.message } };
      throw thrown;
    }
  });
}

function prepareOne(check: Check, index: number, byName: ReadonlyMap<string, Column>): Prepared {
  const bound = bind(check);
  const where = check.where && compileCondition(check.where, byName);
  const conditional = check.where ? columnsOfCondition(check.where) : [];
  const unmasked = bound.measure(byName);
  const masks = where !== undefined && (unmasked.by === 'aggregate' || unmasked.by === 'after');
  const measure = masks ? bound.measure(masked(byName, index)) : unmasked;
  const columns = [...new Set([...columnsOf(measure), ...conditional])].map((name) => columnNamed(name, byName));
  const derived = masks ? masksOf(columns, index, where) : [];
  const request = { columns, items: itemsOf(measure, index, where), derived };
  return { check, index, bound, measure, where, columns, request };
}

function columnsOf(measure: Measure): string[] {
  return 'columns' in measure ? measure.columns : [];
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
function itemsOf(measure: Measure, index: number, where: string | undefined): string[] {
  const rows = `${where === undefined ? 'count(*)' : `count_if(${where})`} AS n${index}`;
  switch (measure.by) {
    case 'predicate': {
      const { failing, considered, others, windows } = measure;
      const other = others === undefined ? [] : [`count_if(${both(where, considered, others)}) AS o${index}`];
      if (windows) return [rows, ...other];
      return [
        ...other,
        rows,
        `count_if(${both(where, failing)}) AS k${index}`,
        `count_if(${both(where, considered)}) AS s${index}`,
      ];
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

/** SQL that is true where all conditions are. */
export function both(...conditions: Array<string | undefined>): string {
  const told = conditions.filter((condition) => condition !== undefined && condition !== 'true');
  return told.length === 0 ? 'true' : told.map((condition) => `(${condition})`).join(' AND ');
}
