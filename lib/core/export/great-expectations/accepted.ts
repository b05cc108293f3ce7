import type { Check } from '../../checks/check.ts';
import { isAll } from '../same-meaning.ts';

/** `mostly` of what a check accepts; undefined where that is no share of the rows that it considers. */
export function mostlyOf({ accept }: Check): { mostly?: number } | undefined {
  if (isAll(accept)) return {};
  return 'mostly' in accept ? { mostly: accept.mostly } : undefined;
}

/** Limits as `min_value` and `max_value`; undefined where they are more than two, or exclude what is between them. */
export function valuesOf(args: Record<string, unknown>): object | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, not } = args;
  const both = (a: unknown, b: unknown) => a !== undefined && b !== undefined;
  if (not === true || both(minimum, exclusiveMinimum) || both(maximum, exclusiveMaximum)) return undefined;
  return {
    ...(minimum === undefined ? {} : { min_value: minimum }),
    ...(exclusiveMinimum === undefined ? {} : { min_value: exclusiveMinimum, strict_min: true }),
    ...(maximum === undefined ? {} : { max_value: maximum }),
    ...(exclusiveMaximum === undefined ? {} : { max_value: exclusiveMaximum, strict_max: true }),
  };
}
