import { equal, isObject, type Json } from '../json.ts';
import type { Condition, Operand, Path } from './path.ts';

/** A value, or nothing at all: a path without result equals no value, not even null. */
type Maybe = Json | undefined;

/** What a condition is tried on, and how its paths are looked up there. */
export interface Trial {
  current: Json;
  root: Json;
  find: (path: Path, root: Json) => Json[];
}

export function holds(condition: Condition, trial: Trial): boolean {
  switch (condition.kind) {
    case 'and':
      return condition.parts.every((part) => holds(part, trial));
    case 'or':
      return condition.parts.some((part) => holds(part, trial));
    case 'not':
      return !holds(condition.part, trial);
    case 'exists':
      return valueAt(condition.path, trial) !== undefined;
    case 'compare':
      return compare(condition.operator, condition.left, condition.right, trial);
  }
}

function valueAt(path: Path, trial: Trial): Maybe {
  const found = trial.find(path, path.root === '@' ? trial.current : trial.root);
  return path.definite ? found[0] : found.length === 0 ? undefined : found;
}

function resolve(operand: Operand, trial: Trial): Maybe {
  if (operand.kind === 'value') return operand.value;
  return operand.kind === 'path' ? valueAt(operand.path, trial) : undefined;
}

function compare(operator: string, left: Operand, right: Operand, trial: Trial): boolean {
  const a = resolve(left, trial);
  if (operator === '=~') return right.kind === 'pattern' && typeof a === 'string' && matches(right.regex, a);
  const b = resolve(right, trial);
  if (operator === '==') return a !== undefined && b !== undefined && equal(a, b);
  if (operator === '!=') return a === undefined || b === undefined || !equal(a, b);
  if (a === undefined || b === undefined) return false;
  const test = TESTS[operator];
  return test?.(a, b) ?? false;
}

/** Jayway's `=~` must match the whole string. */
function matches(regex: RegExp, text: string): boolean {
  return new RegExp(`^(?:${regex.source})$`, regex.flags).test(text);
}

const among = (item: Json, list: Json): boolean => Array.isArray(list) && list.some((other) => equal(item, other));
const each = (a: Json): Json[] => (Array.isArray(a) ? a : []);

const TESTS: Record<string, (a: Json, b: Json) => boolean> = {
  '<': (a, b) => order(a, b, (sign) => sign < 0),
  '<=': (a, b) => order(a, b, (sign) => sign <= 0),
  '>': (a, b) => order(a, b, (sign) => sign > 0),
  '>=': (a, b) => order(a, b, (sign) => sign >= 0),
  in: among,
  nin: (a, b) => !among(a, b),
  subsetof: (a, b) => Array.isArray(a) && a.every((item) => among(item, b)),
  anyof: (a, b) => each(a).some((item) => among(item, b)),
  noneof: (a, b) => !each(a).some((item) => among(item, b)),
  contains: (a, b) => (typeof a === 'string' ? typeof b === 'string' && a.includes(b) : among(b, a)),
  size: (a, b) => sizeOf(a) === b,
  empty: (a, b) => (sizeOf(a) === 0) === b,
};

function order(a: Json, b: Json, accept: (sign: number) => boolean): boolean {
  if (typeof a === 'number' && typeof b === 'number') return accept(a - b);
  if (typeof a === 'string' && typeof b === 'string') return accept(a < b ? -1 : a > b ? 1 : 0);
  return false;
}

function sizeOf(value: Json): number | undefined {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
}
