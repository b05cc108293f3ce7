import * as z from 'zod';
import { type Limits, limitKeys, momentOf } from '../limits.ts';

const clock = /^(\d{1,2}):(\d\d)(?:\s*([ap])m)?$/i;

/** A thousand years: what is ordered by its text has four digits of years. */
const mostSeconds = 31_557_600_000;

/** A date or timestamp, a time of the day, or so many seconds after the moment of asking (before it, where negative). */
const moment = z.union([
  z.string().refine((text) => momentOf(text) !== undefined || timeOf(text) !== undefined, {
    error: 'must be ISO 8601 (2026-01-31), or a time of the day (21:45, 9:30 PM)',
  }),
  z.strictObject({ now: z.number().min(-mostSeconds).max(mostSeconds) }),
]);
export type Moment = z.output<typeof moment>;

export const momentArgs = {
  minimum: moment.optional(),
  maximum: moment.optional(),
  exclusiveMinimum: moment.optional(),
  exclusiveMaximum: moment.optional(),
  /** The moment must lie outside of the limits. */
  not: z.boolean().optional(),
  /** Of times of the day and of moments without an offset: a name such as Europe/Paris. @default UTC */
  timeZone: z.string().refine(isZone, { error: 'is no time zone; a name such as Europe/Paris is wanted' }).optional(),
};
const args = z.strictObject(momentArgs);
type MomentLimits = z.output<typeof args>;

/** Whether it is one of those that can be a moment. */
export function isMoment(given: unknown): given is Moment {
  return moment.safeParse(given).success;
}

/** Limits whose moments are told by the one of asking; ISO 8601, UTC. */
export function limitsAt(given: MomentLimits, askedAt: string): Limits {
  const ends = limitKeys.flatMap((key) => {
    const at = given[key];
    return at === undefined ? [] : [[key, new Date(millisOf(at, askedAt, given.timeZone)).toISOString()]];
  });
  return { ...Object.fromEntries(ends), not: given.not };
}

/** `after 2026-01-31T00:00:00.000Z and before …`. */
export function describeMoments(limits: Limits): string {
  const words = { minimum: 'not before', exclusiveMinimum: 'after', maximum: 'not after', exclusiveMaximum: 'before' };
  const ends = Object.entries(words).flatMap(([key, word]) => {
    const at = limits[key as keyof typeof words];
    return at === undefined ? [] : [`${word} ${at}`];
  });
  const told = ends.join(' and ');
  return limits.not ? `at any time but ${told}` : told;
}

function millisOf(at: Moment, askedAt: string, zone: string | undefined): number {
  if (typeof at !== 'string') return Date.parse(askedAt) + at.now * 1000;
  const minutes = timeOf(at);
  // A time of the day is one of the day, in UTC, of the moment of asking.
  const utc =
    minutes === undefined ? (momentOf(at) ?? Number.NaN) : Date.parse(askedAt.slice(0, 10)) + minutes * 60_000;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(at);
  return zone === undefined || isDay || /(Z|[+-]\d\d(:?\d\d)?)$/.test(at.slice(10)) ? utc : inZone(utc, zone);
}

/** Minutes since midnight. */
function timeOf(text: string): number | undefined {
  const [, hour, minute, half] = clock.exec(text) ?? [];
  const [hours, minutes] = [Number(hour), Number(minute)];
  if (hour === undefined || minutes > 59 || hours > (half ? 12 : 23) || (half && hours === 0)) return undefined;
  return (half ? (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : hours) * 60 + minutes;
}

/** The moment at which clocks of a zone show what those of UTC show at the given one. */
function inZone(utc: number, zone: string): number {
  const first = utc - offsetAt(utc, zone);
  return utc - offsetAt(first, zone);
}

/** How far the clocks of a zone are ahead, in milliseconds. */
function offsetAt(moment: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...shown }).formatToParts(moment);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return local - Math.floor(moment / 1000) * 1000;
}

const shown = {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const;

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
