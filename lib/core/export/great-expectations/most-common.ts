import { isBigWhole } from '../../big-whole.ts';
import { canonicalJson } from '../../canonical-json.ts';
import type { Json } from '../../profile/profile.ts';

/** The `most` commonest values, the commonest first and equally common ones by value. */
export function mostCommon(values: Json[], most: number): Json {
  const counted = new Map<string, { value: Json; count: number }>();
  for (const item of values) {
    const value = hashable(item);
    const key = canonicalJson(value);
    counted.set(key, { value, count: (counted.get(key)?.count ?? 0) + 1 });
  }
  const kept = [...counted.values()].sort((a, b) => b.count - a.count).slice(0, most);
  const comparable = kept.every(({ value }) => compare(value, kept[0]?.value ?? null) !== undefined);
  if (!comparable) return [{ error: 'partial_exception_counts requires a hashable type' }];
  return kept.sort((a, b) => b.count - a.count || (compare(a.value, b.value) ?? 0));
}

/** A record counts as the tuple of its values. */
function hashable(value: Json): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.values(value) : value;
}

/** Undefined where Python refuses to compare the two, which ends its counting. */
function compare(a: Json, b: Json): number | undefined {
  if (Array.isArray(a) && Array.isArray(b)) {
    const parts = a.map((item, index) => (item === b[index] ? 0 : compare(item, b[index] ?? null)));
    return parts.includes(undefined) ? undefined : (parts.find((part) => part !== 0) ?? 0);
  }
  if (a === null && b === null) return 0;
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) return x === y ? 0 : x - y;
  if (typeof a !== 'string' || typeof b !== 'string') return undefined;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** JSON has no word for what is infinite, and no number for large whole ones: those of a column of numbers are spelled. */
function numberOf(value: Json): number | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return Number(value);
  if (value === 'inf' || value === '-inf') return value === 'inf' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return isBigWhole(value) ? Number(value) : undefined;
}
