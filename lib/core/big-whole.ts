import * as z from 'zod';

const digits = /^[-+]?\d{16,38}$/;

/**
 * A whole number by its digits, because no number of JavaScript is the same: 9223372036854775807 would be read as its neighbour, and
 * a key that is not allowed would pass for one that is.
 */
export function isBigWhole(value: unknown): value is string {
  // Digits that are those of a number's own spelling are that number.
  return typeof value === 'string' && digits.test(value) && `${BigInt(value)}` !== `${Number(value)}`;
}

/** What a literal stands for: a number, or its digits where no number is the same. */
export function wholeOf(literal: string): number | string {
  return isBigWhole(literal) ? `${BigInt(literal)}` : Number(literal);
}

/** For schemas: a number, however large. */
export const anyNumber = z.union([z.number(), z.custom<string>(isBigWhole, { params: { noun: 'a number' } })]);
