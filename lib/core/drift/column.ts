import { isTemporal } from '../checks/column.ts';
import type { ColumnProfile, Profile } from '../profile/profile.ts';
import type { Binned } from './cells-of-profiles.ts';
import type { Counted } from './grid.ts';

/** What drift looks at in one column of one side, whatever it was read from. */
export interface DriftColumn {
  name: string;
  rows: number;
  /** Rows without a value: empty or NaN. */
  missing: number;
  content: Numbers | Categories | Untold;
}

export interface Numbers {
  kind: 'number';
  count: number;
  min: number;
  max: number;
  /** Of the population: √(m2 / count). */
  deviation: number;
  /** The values themselves, how they lie in bins of their own, or in the cells of what they are compared with. */
  of: { values: Float64Array } | Binned | Counted;
}

export interface Categories {
  kind: 'category';
  count: number;
  counts: ReadonlyMap<string, number>;
}

/** Nothing to compare by: no values, more texts than are counted, moments. */
interface Untold {
  kind: 'untold';
  /** Follows the column's name: `has no values`. */
  why: string;
}

/** The columns of a stored profile. This is the one place of drift that knows a profile's form. */
export function columnsOf(profile: Profile): DriftColumn[] {
  return profile.columns.map((column) => ({
    name: column.name,
    rows: profile.rows,
    missing: column.nulls + column.nans,
    content: contentOf(column),
  }));
}

function contentOf(column: ColumnProfile): DriftColumn['content'] {
  const { values, histogram, quantiles, valid, min, max, m2 } = column;
  // Tomorrow's date is one that no reference has.
  if (isTemporal(column)) return { kind: 'untold', why: 'holds dates or times, which are new by right' };
  if (values && values.length > 0) {
    const counts = new Map(values.map(({ value, count }) => [value, count]));
    return { kind: 'category', count: values.reduce((sum, { count }) => sum + count, 0), counts };
  }
  if (histogram && typeof min === 'number' && typeof max === 'number')
    return {
      kind: 'number',
      count: valid,
      min,
      max,
      deviation: Math.sqrt((m2 ?? 0) / valid),
      of: { histogram, quantiles },
    };
  if (valid === 0) return { kind: 'untold', why: 'has no values' };
  const numeric = column.logicalType === 'number' || column.logicalType === 'integer';
  return { kind: 'untold', why: numeric ? 'has no histogram' : 'has more different values than are counted' };
}
