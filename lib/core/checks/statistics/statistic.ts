import type { Json, Parts } from '../../profile/profile.ts';
import type { Quantiles } from '../../sketch/quantiles.ts';
import type { Column } from '../column.ts';
import type { Measure } from '../measure.ts';

/** One statistic: how it is measured, and, where parts of the data tell it of the whole, how it is made of those. */
export interface Statistic {
  /** Undefined for columns that have none. */
  measure(columns: Column[]): Measure | undefined;
  ofParts?(parts: Parts): number | string | null;
  /** Of rows and the different values among them. */
  ofKeys?(rows: number, different: number): number | null;
  /** To a bound, from how the numbers of all parts lie. */
  ofQuantiles?(sketch: Quantiles): { value: number; error: number };
  /** Whether values that are no finite number leave it unknown. */
  needsNumbers?: true;
}

export function asNumber(value: Json | undefined): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}
