import type { MergedValue } from './profile.ts';

/** The value of two parts together; undefined where theirs are not of one type. */
export function mergeValue(a: MergedValue, b: MergedValue): MergedValue | undefined {
  if (a.value === null || b.value === null) return a.value === null ? b : a;
  const rows = a.rows + b.rows;
  const value = typeof a.value === 'number' && typeof b.value === 'number' ? numbers(a, b) : moments(a, b);
  return value === undefined ? undefined : { ...a, rows, value };
}

function numbers(a: MergedValue, b: MergedValue): number {
  const [x, y] = [Number(a.value), Number(b.value)];
  switch (a.by) {
    case 'sum':
      return x + y;
    case 'least':
      return Math.min(x, y);
    case 'greatest':
      return Math.max(x, y);
    case 'mean':
      return x + ((y - x) * b.rows) / (a.rows + b.rows);
  }
}

/** Dates and timestamps are spelled so that the earlier one is the lesser text. */
function moments({ by, value: x }: MergedValue, { value: y }: MergedValue): string | undefined {
  if (typeof x !== 'string' || typeof y !== 'string' || by === 'sum' || by === 'mean') return undefined;
  return x < y === (by === 'least') ? x : y;
}
