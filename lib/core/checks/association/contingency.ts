import * as z from 'zod';
import { InputError } from '../../errors.ts';
import type { Json } from '../../profile/profile.ts';
import type { Column } from '../column.ts';
import { type Groups, type Measure, maxGroups, type Observation } from '../measure.ts';

/** How a column becomes categories: as it is, by so many equally wide bins, or by named groups of values. */
export const binsArg = z.union([z.number().int().min(1), z.array(z.array(z.json()))]).nullable();
type Bins = z.output<typeof binsArg>;
export const missingArg = z.enum(['ignore', 'category']).default('ignore');
type Missing = z.output<typeof missingArg>;

interface TableArgs {
  of: 'cramers-phi' | 'mutual-information';
  bins: [Bins, Bins];
  missing: Missing;
}

/** Counts of the pairs of two columns. A missing value is in no category, or in one of its own. */
export function measureTable(args: TableArgs, a: Column | undefined, b: Column | undefined): Measure {
  const { missing } = args;
  return {
    by: 'values',
    columns: [a, b].flatMap((column) => (column ? [column.name] : [])),
    keep: 'all',
    ignore: missing === 'category' ? 'never' : 'all-missing',
    read: (found) => associationOf(args, found),
  };
}

export function associationOf({ of, bins, missing }: TableArgs, found: Groups): Observation {
  const table = tableOf(found, bins, missing);
  return { observed: of === 'cramers-phi' ? cramersV(table) : mutualInformation(table) };
}

const maxCells = 1_000_000;

interface Table {
  cells: number[][];
  rows: number[];
  columns: number[];
  total: number;
}

function tableOf({ groups, different }: Groups, bins: [Bins, Bins], missing: Missing): Table {
  if (different > maxGroups)
    throw new InputError('too-many-values', `${different} different pairs are more than can be compared: ${maxGroups}`);
  const of = (side: 0 | 1) => {
    const values = groups.map((group) => group.values[side] ?? null);
    const nothing = missing === 'category' ? 'missing' : undefined;
    return numbered(labels(values, bins[side]).map((label, index) => (values[index] === null ? nothing : label)));
  };
  const [rows, columns] = [of(0), of(1)];
  if (rows.different * columns.different > maxCells)
    throw new InputError(
      'too-many-values',
      `${rows.different} by ${columns.different} categories are too many to compare`,
    );
  const cells = Array.from({ length: rows.different }, () => Array<number>(columns.different).fill(0));
  for (const [index, { count }] of groups.entries()) {
    const [row, column] = [rows.at[index], columns.at[index]];
    const cell = row === undefined ? undefined : cells[row];
    if (cell && column !== undefined) cell[column] = (cell[column] ?? 0) + count;
  }
  return marginsOf(cells);
}

/** Labels as indices, in the order in which they come; undefined stays. */
function numbered(labelled: Array<string | undefined>): { at: Array<number | undefined>; different: number } {
  const indices = new Map<string, number>();
  const at = labelled.map((label) => {
    if (label === undefined) return undefined;
    const index = indices.get(label) ?? indices.size;
    indices.set(label, index);
    return index;
  });
  return { at, different: indices.size };
}

/** Categories that no pair has are not there: a sum of 0 is not divided by. */
function marginsOf(cells: number[][]): Table {
  const full = cells.filter((row) => sum(row) > 0);
  const used = (full[0] ?? []).map((_, at) => full.some((row) => (row[at] ?? 0) > 0));
  const kept = full.map((row) => row.filter((_, at) => used[at]));
  const columns = (kept[0] ?? []).map((_, at) => sum(kept.map((row) => row[at] ?? 0)));
  return { cells: kept, rows: kept.map(sum), columns, total: sum(columns) };
}

function labels(values: Json[], bins: Bins): Array<string | undefined> {
  if (typeof bins === 'number') return cut(values, bins);
  const groups = bins?.map((members) => new Set(members.map((member) => JSON.stringify(member))));
  return values.map((value) => {
    const spelled = JSON.stringify(value);
    if (!groups) return spelled;
    const group = groups.findIndex((members) => members.has(spelled));
    return group < 0 ? 'other' : String(group);
  });
}

/** As pandas.cut: bins are open below and closed above, the lowest value in the first. */
function cut(values: Json[], count: number): Array<string | undefined> {
  const numbers = values.filter((value) => typeof value === 'number');
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  return values.map((value) => {
    if (typeof value !== 'number') return undefined;
    const bin = high === low ? 1 : Math.ceil(((value - low) / (high - low)) * count);
    return String(Math.max(1, bin));
  });
}

/** sqrt(χ² / n / (k - 1)), k the shorter side; with Yates' correction of two by two, as scipy has it. */
function cramersV({ cells, rows, columns, total }: Table): number | null {
  const shorter = Math.min(rows.length, columns.length) - 1;
  if (total === 0 || shorter < 1) return null;
  const yates = rows.length === 2 && columns.length === 2;
  const terms = cells.flatMap((row, i) =>
    row.map((count, j) => {
      const expected = ((rows[i] ?? 0) * (columns[j] ?? 0)) / total;
      const off = Math.abs(count - expected);
      return (off - (yates ? Math.min(0.5, off) : 0)) ** 2 / expected;
    }),
  );
  return Math.min(1, Math.sqrt(sum(terms) / total / shorter));
}

/** Σ p(x,y) ln(p(x,y) / p(x) p(y)). */
function mutualInformation({ cells, rows, columns, total }: Table): number | null {
  if (total === 0) return null;
  const terms = cells.flatMap((row, i) =>
    row.map((count, j) =>
      count === 0 ? 0 : (count / total) * Math.log((count * total) / ((rows[i] ?? 0) * (columns[j] ?? 0))),
    ),
  );
  return Math.max(0, sum(terms));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, item) => total + item, 0);
}
