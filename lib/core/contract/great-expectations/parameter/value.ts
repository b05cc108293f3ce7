import { Unreadable } from '../scanner.ts';

/** A moment and a span are counted in milliseconds; a moment is of no time zone, which is read as UTC. */
export type Value = number | { moment: number } | { span: number };

export function isoOf(ms: number): string {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) throw new Unreadable('is no date');
  return date.toISOString().replace(/(\.000)?Z$/, '');
}

export function number(value: Value): number {
  if (typeof value === 'number') return value;
  throw new Unreadable('a moment or a span stands where a number is needed');
}

export function plus(a: Value, b: Value, sign: 1 | -1): Value {
  if (typeof a === 'number' && typeof b === 'number') return a + sign * b;
  if (typeof a === 'object' && typeof b === 'object') {
    if ('moment' in a && 'span' in b) return { moment: a.moment + sign * b.span };
    if ('span' in a && 'span' in b) return { span: a.span + sign * b.span };
    if ('moment' in a && 'moment' in b && sign < 0) return { span: a.moment - b.moment };
    if ('span' in a && 'moment' in b && sign > 0) return { moment: a.span + b.moment };
  }
  throw new Unreadable('numbers, moments and spans do not add up to anything');
}

export function times(a: Value, b: Value, divide: boolean): Value {
  const by = divide ? 1 / number(b) : typeof b === 'number' ? b : number(a);
  const of = typeof b === 'number' ? a : b;
  if (typeof of === 'number') return divide ? of / number(b) : of * by;
  if ('span' in of) return { span: of.span * by };
  throw new Unreadable('a moment cannot be multiplied');
}
