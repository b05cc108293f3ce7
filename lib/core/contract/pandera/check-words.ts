import * as z from 'zod';
import { nearest } from '../../nearest.ts';

/** What one of pandera's checks of a column means. */
export interface Meaning {
  kind: string;
  args: object;
}

export interface CheckWord {
  /** Names of its arguments; a check with one may have it under any name. */
  args: z.ZodObject;
  /** Of a check with several, the argument that a bare value is. @default it must name them */
  bare?: string;
  meaning(given: Record<string, unknown>): Meaning;
}

const scalar = z.union([z.number(), z.string(), z.boolean()]);
const value = z.strictObject({ value: scalar });
const comparable = z.strictObject({ value: z.union([z.number(), z.string()]) });
const text = z.strictObject({ value: z.string().min(1) });
const values = z.strictObject({ value: z.union([z.array(scalar), z.string()]) });
const count = z.number().int().min(0).nullish();
/** An end that nothing lies beyond is none. */
const low = z.union([z.number(), z.literal(Number.NEGATIVE_INFINITY), z.string()]);
const high = z.union([z.number(), z.literal(Number.POSITIVE_INFINITY), z.string()]);

/** Every check that pandera writes into a file: key = its name there. */
export const checkWords: Record<string, CheckWord> = {
  equal_to: word(value, ({ value }) => ({ kind: 'allowed-values', args: { values: [value] } })),
  not_equal_to: word(value, ({ value }) => ({ kind: 'forbidden-values', args: { values: [value] } })),
  greater_than: word(comparable, ({ value }) => ({ kind: 'range', args: { exclusiveMinimum: value } })),
  greater_than_or_equal_to: word(comparable, ({ value }) => ({ kind: 'range', args: { minimum: value } })),
  less_than: word(comparable, ({ value }) => ({ kind: 'range', args: { exclusiveMaximum: value } })),
  less_than_or_equal_to: word(comparable, ({ value }) => ({ kind: 'range', args: { maximum: value } })),
  in_range: word(
    z.strictObject({
      min_value: low,
      max_value: high,
      include_min: z.boolean().default(true),
      include_max: z.boolean().default(true),
    }),
    ({ min_value, max_value, include_min, include_max }) => ({
      kind: 'range',
      args: {
        ...(min_value === Number.NEGATIVE_INFINITY
          ? {}
          : { [include_min ? 'minimum' : 'exclusiveMinimum']: min_value }),
        ...(max_value === Number.POSITIVE_INFINITY
          ? {}
          : { [include_max ? 'maximum' : 'exclusiveMaximum']: max_value }),
      },
    }),
  ),
  isin: word(values, ({ value }) => ({ kind: 'allowed-values', args: { values: [...value] } })),
  notin: word(values, ({ value }) => ({ kind: 'forbidden-values', args: { values: [...value] } })),
  str_matches: word(text, ({ value }) => ({
    kind: 'pattern',
    args: { pattern: value, dialect: 'python', anchored: 'start' },
  })),
  str_contains: word(text, ({ value }) => ({ kind: 'pattern', args: { pattern: value, dialect: 'python' } })),
  str_startswith: word(text, ({ value }) => ({ kind: 'pattern', args: { pattern: `^${literal(value)}` } })),
  str_endswith: word(text, ({ value }) => ({ kind: 'pattern', args: { pattern: `${literal(value)}$` } })),
  str_length: word(
    z.strictObject({ min_value: count, max_value: count, exact_value: count }),
    ({ min_value, max_value, exact_value }) => ({
      kind: 'length',
      args: { minLength: exact_value ?? min_value ?? undefined, maxLength: exact_value ?? max_value ?? undefined },
    }),
    'exact_value',
  ),
  unique_values_eq: word(values, ({ value }) => ({
    kind: 'distinct-values',
    args: { relation: 'equal', values: [...value] },
  })),
};

const aliases: Record<string, string> = {
  eq: 'equal_to',
  ne: 'not_equal_to',
  gt: 'greater_than',
  ge: 'greater_than_or_equal_to',
  lt: 'less_than',
  le: 'less_than_or_equal_to',
  between: 'in_range',
};

export function checkWord(name: string): CheckWord | undefined {
  const full = Object.hasOwn(aliases, name) ? (aliases[name] ?? name) : name;
  return Object.hasOwn(checkWords, full) ? checkWords[full] : undefined;
}

/** What is known where a word is not. */
export function knownWords(name: string, others: string[]): string {
  const words = [...Object.keys(checkWords), ...Object.keys(aliases), ...others];
  const near = nearest(name, words);
  return near.length > 0 ? `nearest: ${near.join(', ')}` : `known: ${words.join(', ')}`;
}

function word<Args>(args: z.ZodObject & z.ZodType<Args>, meaning: (given: Args) => Meaning, bare?: string): CheckWord {
  return { args, ...(bare === undefined ? {} : { bare }), meaning: (given) => meaning(args.parse(given)) };
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
