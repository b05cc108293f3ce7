import { Scanner, Unreadable } from './scanner.ts';

/** A moment and a span are counted in milliseconds; a moment is of no time zone, which is read as UTC. */
type Value = number | { moment: number } | { span: number };

/** What an expression can name. */
export interface Known {
  /** The suite's own parameters, or those that the caller gives. */
  parameters: Readonly<Record<string, unknown>>;
  nowMs?: number | undefined;
}

/**
 * The value of a `$PARAMETER`: that of the parameter when it is one name, else arithmetic over numbers, moments and
 * spans (`now() - timedelta(weeks=1)`, `trunc(rows * 0.9)`). Moments come out as ISO 8601.
 * @throws Unreadable that says why there is no value.
 */
export function evaluate(expression: string, known: Known): unknown {
  const name = expression.trim();
  if (Object.hasOwn(known.parameters, name)) return known.parameters[name];
  const scanner = new Scanner(expression);
  const value = readSum(scanner, known);
  if (!scanner.ended()) scanner.fail('an operator');
  if (typeof value === 'number') return value;
  if ('span' in value) throw new Unreadable('is a span of time, not a value');
  return isoOf(value.moment);
}

function isoOf(ms: number): string {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) throw new Unreadable('is no date');
  return date.toISOString().replace(/(\.000)?Z$/, '');
}

function readSum(scanner: Scanner, known: Known): Value {
  let value = readProduct(scanner, known);
  for (let sign = scanner.take(/[+-]/y); sign; sign = scanner.take(/[+-]/y)) {
    value = plus(value, readProduct(scanner, known), sign[0] === '-' ? -1 : 1);
  }
  return value;
}

function readProduct(scanner: Scanner, known: Known): Value {
  let value = readPower(scanner, known);
  for (let sign = scanner.take(/[*/]/y); sign; sign = scanner.take(/[*/]/y)) {
    value = times(value, readPower(scanner, known), sign[0] === '/');
  }
  return value;
}

function readPower(scanner: Scanner, known: Known): Value {
  const base = readAtom(scanner, known);
  if (!scanner.take(/\^/y)) return base;
  const exponent = scanner.nested(() => readPower(scanner, known));
  return number(base) ** number(exponent);
}

function readAtom(scanner: Scanner, known: Known): Value {
  const sign = scanner.take(/[+-]/y);
  if (sign)
    return times(
      scanner.nested(() => readAtom(scanner, known)),
      sign[0] === '-' ? -1 : 1,
      false,
    );
  if (scanner.take(/\(/y)) {
    const value = scanner.nested(() => readSum(scanner, known));
    scanner.expect(/\)/y, '`)`');
    return value;
  }
  const digits = scanner.take(/(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?/y);
  if (digits) return Number(digits[0]);
  const [name] = scanner.expect(/[A-Za-z][\w$]*/y, 'a number, a name or `(`');
  return scanner.take(/\(/y) ? call(name, readArguments(scanner, known), known) : named(name, known);
}

interface Arguments {
  byPlace: Value[];
  byName: Record<string, Value>;
}

function readArguments(scanner: Scanner, known: Known): Arguments {
  const given: Arguments = { byPlace: [], byName: {} };
  if (scanner.take(/\)/y)) return given;
  do {
    const key = scanner.take(/([A-Za-z_]+)\s*=/y)?.[1];
    const value = scanner.nested(() => readSum(scanner, known));
    if (key === undefined) given.byPlace.push(value);
    else given.byName[key] = value;
  } while (scanner.take(/,/y));
  scanner.expect(/\)/y, '`)`');
  return given;
}

function named(name: string, { parameters }: Known): Value {
  if (/^pi$/i.test(name)) return Math.PI;
  if (/^e$/i.test(name)) return Math.E;
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (typeof value === 'number') return value;
  const moment =
    typeof value === 'string' ? Date.parse(/[Zz]|[+-]\d\d:?\d\d$/.test(value) ? value : `${value}Z`) : Number.NaN;
  if (!Number.isNaN(moment)) return { moment };
  if (value !== undefined) throw new Unreadable(`the parameter ${name} is ${JSON.stringify(value)}, no number or date`);
  const there = Object.keys(parameters).join(', ') || 'none';
  throw new Unreadable(`No value found for $PARAMETER ${name}; parameters: ${there}`);
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

function call(name: string, given: Arguments, { nowMs }: Known): Value {
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

function number(value: Value): number {
  if (typeof value === 'number') return value;
  throw new Unreadable('a moment or a span stands where a number is needed');
}

function plus(a: Value, b: Value, sign: 1 | -1): Value {
  if (typeof a === 'number' && typeof b === 'number') return a + sign * b;
  if (typeof a === 'object' && typeof b === 'object') {
    if ('moment' in a && 'span' in b) return { moment: a.moment + sign * b.span };
    if ('span' in a && 'span' in b) return { span: a.span + sign * b.span };
    if ('moment' in a && 'moment' in b && sign < 0) return { span: a.moment - b.moment };
    if ('span' in a && 'moment' in b && sign > 0) return { moment: a.span + b.moment };
  }
  throw new Unreadable('numbers, moments and spans do not add up to anything');
}

function times(a: Value, b: Value, divide: boolean): Value {
  const by = divide ? 1 / number(b) : typeof b === 'number' ? b : number(a);
  const of = typeof b === 'number' ? a : b;
  if (typeof of === 'number') return divide ? of / number(b) : of * by;
  if ('span' in of) return { span: of.span * by };
  throw new Unreadable('a moment cannot be multiplied');
}
