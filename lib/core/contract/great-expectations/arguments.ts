import * as z from 'zod';
import { isBigWhole } from '../../big-whole.ts';
import type { Accept } from '../../checks/check.ts';

/** Words for a value of the wrong type; a missing one is told as such. */
function wrong(says: string): { error: (issue: { input?: unknown }) => string } {
  return { error: ({ input }) => (input === undefined ? 'field required' : says) };
}

export const text = z.string(wrong('str type expected'));
export const texts = z.array(z.string('str type expected'), wrong('value is not a valid list'));
export const real = z.union([z.number(), z.nan()], wrong('value is not a valid float'));
export const whole = z.number(wrong('value is not a valid integer')).int('value is not a valid integer');
export const flag = z.boolean(wrong('value could not be parsed to a boolean'));
export const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()], wrong('value is not a scalar'));
export const scalars = z.array(scalar, wrong('ValueSet is not a valid type.'));

export const share = real
  .refine((value) => value >= 0, 'ensure this value is greater than or equal to 0')
  .refine((value) => value <= 1, 'ensure this value is less than or equal to 1');

/** An argument that may be left out or null. */
export function optional<T>(schema: z.ZodType<T>) {
  return schema.nullish().transform((value) => value ?? undefined);
}

export function oneOf<const Words extends readonly string[]>(...words: Words) {
  return z.enum(words, wrong(`unexpected value; permitted: ${words.map((word) => `'${word}'`).join(', ')}`));
}

const name = text.min(1, 'ensure this value has at least 1 characters');
const names = z.array(name, wrong('value is not a valid list'));

export const column = { column: name };
export const columnPair = { column_A: name, column_B: name };
export const columnList = { column_list: names };
/** Null is refused only by newer releases; it means the default. */
export const mostly = { mostly: optional(share) };
export const limits = {
  min_value: optional(z.union([z.number(), z.string()], wrong('value is not comparable'))),
  max_value: optional(z.union([z.number(), z.string()], wrong('value is not comparable'))),
  strict_min: optional(flag),
  strict_max: optional(flag),
};

export interface Limits {
  min_value?: number | string | undefined;
  max_value?: number | string | undefined;
  strict_min?: boolean | undefined;
  strict_max?: boolean | undefined;
}

/** Limits in our words; only those that are given. */
export function limitsOf({ min_value, max_value, strict_min, strict_max }: Limits): object {
  return {
    ...(min_value === undefined ? {} : { [strict_min ? 'exclusiveMinimum' : 'minimum']: min_value }),
    ...(max_value === undefined ? {} : { [strict_max ? 'exclusiveMaximum' : 'maximum']: max_value }),
  };
}

export function acceptOf(given: { mostly?: number | undefined }): { accept: Accept } {
  return { accept: { mostly: given.mostly ?? 1 } };
}

export function bothNone(given: Record<string, unknown>): string | false {
  return (given.min_value ?? given.max_value ?? null) === null && 'min_value and max_value cannot both be None';
}

/** Whether the limits exclude each other, as Python compares two numbers or two texts. */
export function crossed({ min_value, max_value }: Record<string, unknown>): boolean {
  const [low, high] = [min_value, max_value];
  const isNumber = (value: unknown) => typeof value === 'number' || isBigWhole(value);
  if (isNumber(low) && isNumber(high)) return Number(low) > Number(high);
  return typeof low === 'string' && typeof high === 'string' && low > high;
}

/** Limits that count something. */
export function notWhole({ min_value, max_value }: Record<string, unknown>): string | false {
  const fine = (value: unknown) => (value ?? null) === null || Number.isInteger(value);
  return !(fine(min_value) && fine(max_value)) && 'min_value and max_value must be integers';
}
