import * as z from 'zod';
import { isBigWhole } from '../big-whole.ts';
import type { CheckCounts, Json } from '../profile/profile.ts';
import type { Judged } from './check.ts';
import { isoMoment } from './moments.ts';

const limit = z.union([z.number(), z.string()]).optional();
/** Limits of an observed value: numbers, or text and moments for the least and greatest of those. */
export const limitArgs = {
  minimum: limit,
  maximum: limit,
  exclusiveMinimum: limit,
  exclusiveMaximum: limit,
  /** The value must lie outside of the limits. */
  not: z.boolean().optional(),
};
const limits = z.strictObject(limitArgs);
export type Limits = z.output<typeof limits>;

export const limitKeys = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const;

/** Whether a value lies within the limits; undefined where the two cannot be compared. */
export function within(limits: Limits, observed: number | string): boolean | undefined {
  const signs = limitKeys.map((key) => {
    const at = limits[key];
    return at === undefined ? undefined : compare(observed, at);
  });
  if (signs.includes(Number.NaN)) return undefined;
  const [low, high, above, below] = signs;
  const inside =
    (low === undefined || low >= 0) &&
    (high === undefined || high <= 0) &&
    (above === undefined || above > 0) &&
    (below === undefined || below < 0);
  return inside !== (limits.not ?? false);
}

/** Negative, 0 or positive; NaN where nothing can be said. Two moments are compared as moments, however they are spelled. */
function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a === b ? 0 : a - b;
  if (typeof a === 'number' && isBigWhole(b)) return a - Number(b);
  if (typeof a !== typeof b) return Number.NaN;
  const x = momentOf(String(a));
  const y = x === undefined ? undefined : momentOf(isoMoment(String(b)));
  if (x !== undefined && y !== undefined) return x - y;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Milliseconds of an ISO 8601 date or timestamp, in UTC where it says nothing else. */
export function momentOf(text: string): number | undefined {
  const found = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d(?::?\d\d)?)?)?$/.exec(text);
  if (!found) return undefined;
  const [, day, time = '00:00', zone = 'Z'] = found;
  const offset = /^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone;
  const moment = Date.parse(`${day}T${time}${offset}`);
  return Number.isNaN(moment) ? undefined : moment;
}

/** `0.5 to 8`, `at least 3`, `above 0 and at most 1`, `anything but 5 to 6`. */
export function describeLimits(limits: Limits): string {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = limits;
  const ends = [
    minimum === undefined ? '' : `at least ${minimum}`,
    exclusiveMinimum === undefined ? '' : `above ${exclusiveMinimum}`,
    maximum === undefined ? '' : `at most ${maximum}`,
    exclusiveMaximum === undefined ? '' : `below ${exclusiveMaximum}`,
  ].filter(Boolean);
  const both = minimum !== undefined && maximum !== undefined && ends.length === 2;
  const words = both ? (minimum === maximum ? `${minimum}` : `${minimum} to ${maximum}`) : ends.join(' and ');
  if (words === '') return 'any value';
  return limits.not ? `anything but ${words}` : words;
}

/** The verdict on one observed number or text. `what` is its name, e.g. `mean`. */
export function judgeLimits(what: string, limits: Limits, { observed }: Pick<CheckCounts, 'observed'>): Judged {
  const allowed = describeLimits(limits);
  if (observed === undefined) return unknown(what, allowed);
  if (limitKeys.every((key) => limits[key] === undefined))
    return { verdict: 'pass', observed: plain(observed), allowed, clause: `${what} is ${shown(observed)}` };
  if (typeof observed !== 'number' && typeof observed !== 'string') {
    return {
      verdict: 'inconclusive',
      observed: null,
      allowed,
      clause: `there is no ${what} to judge: no value has one`,
    };
  }
  const inside = within(limits, observed);
  if (inside === undefined) {
    const clause = `${what} ${shown(observed)} cannot be compared with what is allowed: ${allowed}`;
    return { verdict: 'inconclusive', observed, allowed, clause };
  }
  const clause = `${what} is ${shown(observed)}, allowed ${allowed}`;
  return { verdict: inside ? 'pass' : 'fail', observed, allowed, clause };
}

/** The verdict on a value that is known to lie within `error` of the one observed: inconclusive where a limit lies there too. */
export function judgeNear(what: string, limits: Limits, { value, error }: { value: number; error: number }): Judged {
  const near = limitKeys.some((key) => Math.abs(Number(limits[key]) - value) <= error);
  const judged = judgeLimits(what, limits, { observed: value });
  if (error === 0) return judged;
  if (!near) return { ...judged, clause: judged.clause.replace(' is ', ' is about ') };
  const clause = `${what} is ${shown(value)}, give or take ${shown(error)}, as parts of the data tell it; that is too near to what is allowed, ${judged.allowed}: give the data as one file`;
  return { ...judged, verdict: 'inconclusive', clause };
}

/** What cannot be put together from the parts of several files. */
export function unknown(what: string, allowed: string): Judged {
  const clause = `${what} of several files together is not known from their parts; give the data as one file`;
  return { verdict: 'inconclusive', observed: null, allowed, clause };
}

/** An observed value as a result has it. */
export function plain(value: Json): string | number | boolean | null {
  return typeof value === 'object' && value !== null ? shown(value) : value;
}

/** A value for a sentence: numbers to six digits, lists cut. */
export function shown(value: Json): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
