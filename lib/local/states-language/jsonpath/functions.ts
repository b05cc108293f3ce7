import { isObject, type Json } from '../json.ts';

const numbers = (value: Json): number[] =>
  (Array.isArray(value) ? value : []).filter((item) => typeof item === 'number');
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const average = (values: number[]): number => sum(values) / values.length;

function size(value: Json): Json {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : null;
}

function deviation(values: number[]): number {
  const mean = average(values);
  return Math.sqrt(average(values.map((value) => (value - mean) ** 2)));
}

/** Functions that may end a path, as in `$.items.length()`. */
const FUNCTIONS: Record<string, (value: Json, args: string[]) => Json> = {
  length: size,
  size,
  min: (value) => Math.min(...numbers(value)),
  max: (value) => Math.max(...numbers(value)),
  avg: (value) => average(numbers(value)),
  sum: (value) => sum(numbers(value)),
  stddev: (value) => deviation(numbers(value)),
  keys: (value) => (isObject(value) ? Object.keys(value) : null),
  first: (value) => (Array.isArray(value) ? (value[0] ?? null) : null),
  last: (value) => (Array.isArray(value) ? (value.at(-1) ?? null) : null),
  index: (value, args) => (Array.isArray(value) ? (value.at(Number(args[0] ?? 0)) ?? null) : null),
  concat: (value) => (Array.isArray(value) ? value.map(String).join('') : value),
};

export const PATH_FUNCTIONS = Object.keys(FUNCTIONS);

export function applyFunction(name: string, args: string[], value: Json): Json {
  return FUNCTIONS[name]?.(value, args) ?? null;
}
