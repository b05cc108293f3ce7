import { Unreadable } from '../scanner.ts';
import { number, type Value } from './value.ts';

export interface Arguments {
  byPlace: Value[];
  byName: Record<string, Value>;
}

const dateParts = ['year', 'month', 'day', 'hour', 'minute', 'second', 'microsecond'];
const spanParts = ['days', 'seconds', 'microseconds', 'milliseconds', 'minutes', 'hours', 'weeks'];
const spanMs: Record<string, number> = {
  days: 86_400_000,
  seconds: 1_000,
  microseconds: 0.001,
  milliseconds: 1,
  minutes: 60_000,
  hours: 3_600_000,
  weeks: 604_800_000,
};

const functions: Record<string, (x: number) => number> = {
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  exp: Math.exp,
  abs: Math.abs,
  trunc: Math.trunc,
  round: roundHalfEven,
  sgn: (x) => (Math.abs(x) < 1e-12 ? 0 : Math.sign(x)),
};

export function call(name: string, given: Arguments, nowMs: number | undefined): Value {
  if (name === 'now') {
    if (nowMs === undefined) throw new Unreadable('now() has no value where the time is not known');
    return { moment: nowMs };
  }
  if (name === 'datetime') {
    const [year, month = 1, day = 1, hour = 0, minute = 0, second = 0, micro = 0] = parts(dateParts, given);
    if (year === undefined) throw new Unreadable('datetime needs a year');
    return { moment: Date.UTC(year, month - 1, day, hour, minute, second) + micro / 1_000 };
  }
  if (name === 'timedelta') {
    const amounts = parts(spanParts, given);
    return { span: spanParts.reduce((sum, part, at) => sum + (amounts[at] ?? 0) * (spanMs[part] ?? 0), 0) };
  }
  const made = Object.hasOwn(functions, name) ? functions[name] : undefined;
  const [only, ...others] = given.byPlace;
  if (made && only !== undefined && others.length === 0) return made(number(only));
  const there = [...Object.keys(functions), 'now', 'datetime', 'timedelta'].join(', ');
  throw new Unreadable(made ? `${name} takes one number` : `no function is called ${name}; functions: ${there}`);
}

function parts(names: string[], { byPlace, byName }: Arguments): Array<number | undefined> {
  const odd = Object.keys(byName).find((key) => !names.includes(key));
  if (odd !== undefined) throw new Unreadable(`no part is called ${odd}; parts: ${names.join(', ')}`);
  return names.map((name, at) => {
    const value = byPlace[at] ?? (Object.hasOwn(byName, name) ? byName[name] : undefined);
    return value === undefined ? undefined : number(value);
  });
}

/** 2.5 is rounded to 2, as Python does. */
function roundHalfEven(x: number): number {
  const whole = Math.round(x);
  return Math.abs(x % 1) === 0.5 && whole % 2 !== 0 ? whole - 1 : whole;
}
