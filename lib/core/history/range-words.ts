import { formatNumber } from '../report/format.ts';
import type { Range } from './strategies/strategy.ts';

/** `52.5 to 120`, `at least 3`. */
export function rangeWords({ lower, upper }: Range): string {
  if (Number.isFinite(lower) && Number.isFinite(upper)) return `${formatNumber(lower)} to ${formatNumber(upper)}`;
  if (Number.isFinite(lower)) return `at least ${formatNumber(lower)}`;
  return Number.isFinite(upper) ? `at most ${formatNumber(upper)}` : 'anything';
}
