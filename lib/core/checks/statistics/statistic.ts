import type { Json, Keys, Parts } from '../../profile/profile.ts';
import type { Quantiles } from '../../sketch/quantiles.ts';
import type { Column } from '../column.ts';
import type { Measure } from '../measure.ts';

/** One statistic: how it is measured, and, where parts of the data tell it of the whole, how it is made of those. */
export interface Statistic {
  /** Undefined for columns that have none. */
  measure(columns: Column[]): Measure | undefined;
  ofParts?(parts: Parts): number | string | null;
  /** Of the different values of all parts; undefined where those do not say how many rows have each. */
  ofKeys?(keys: Keys & { hashes: string[] }): number | null | undefined;
  /** To a bound, from how the numbers of all parts lie. */
  ofQuantiles?(sketch: Quantiles): { value: number; error: number };
  /** Whether values that are no finite number leave it unknown. */
  needsNumbers?: true;
}

export function asNumber(value: Json | undefined): number | null {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}
