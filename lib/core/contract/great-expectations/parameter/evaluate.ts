import { Scanner, Unreadable } from '../scanner.ts';
import { type Arguments, call } from './functions.ts';
import { isoOf, number, plus, times, type Value } from './value.ts';

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
  return scanner.take(/\(/y) ? call(name, readArguments(scanner, known), known.nowMs) : named(name, known);
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
