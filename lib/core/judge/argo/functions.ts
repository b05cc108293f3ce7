/** Functions of values, with how many they take. They throw `NoAnswer` for values that they cannot take. */
export const functions: Record<string, { takes: [number, number]; apply: (...values: unknown[]) => unknown }> = {
  len: { takes: [1, 1], apply: length },
  isNaN: { takes: [1, 1], apply: (value) => Number.isNaN(numberOf(value)) },
  isInf: { takes: [1, 1], apply: (value) => Math.abs(numberOf(value)) === Number.POSITIVE_INFINITY },
  isNil: { takes: [1, 1], apply: (value) => value === null || value === undefined },
  default: { takes: [2, 2], apply: (value, instead) => value ?? instead },
  asInt: { takes: [1, 1], apply: asInt },
  asFloat: { takes: [1, 1], apply: asFloat },
  max: { takes: [1, 16], apply: (...values) => extreme(values, Math.max) },
  min: { takes: [1, 16], apply: (...values) => extreme(values, Math.min) },
};

/** Functions of a list and of what a predicate says of each element. */
export const closures: Record<string, (elements: unknown[], said: (element: unknown) => unknown) => unknown> = {
  all: (elements, said) => elements.every((element) => booleanOf(said(element))),
  any: (elements, said) => elements.some((element) => booleanOf(said(element))),
  none: (elements, said) => !elements.some((element) => booleanOf(said(element))),
  count: (elements, said) => elements.filter((element) => booleanOf(said(element))).length,
  filter: (elements, said) => elements.filter((element) => booleanOf(said(element))),
  map: (elements, said) => elements.map(said),
};

/** There is no answer to what was asked; the message is the end of a sentence that says where. */
export class NoAnswer extends Error {}

export function wrongKind(expected: string, value: unknown): NoAnswer {
  return new NoAnswer(`expected ${expected}, got ${kindOf(value)}`);
}

export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nil';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

export function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  throw wrongKind('a number', value);
}

export function booleanOf(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw wrongKind('a boolean', value);
}

export function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw wrongKind('a list', value);
}

function length(value: unknown): number {
  if (Array.isArray(value)) return value.length;
  // Characters, not UTF-16 units.
  if (typeof value === 'string') return Array.from(value).length;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length;
  throw wrongKind('a list, a string or an object', value);
}

function extreme(values: unknown[], choose: (...numbers: number[]) => number): number {
  const numbers = values.flatMap((value) => (Array.isArray(value) ? value : [value])).map(numberOf);
  if (numbers.length === 0) throw new NoAnswer('expected at least one number, got none');
  return numbers.reduce((best, one) => choose(best, one));
}

function asInt(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return Math.trunc(value);
  if (typeof value === 'string' && /^[+-]?\d{1,15}$/.test(value)) return Number(value);
  throw new NoAnswer(`expected a finite number or a string of digits, got ${kindOf(value)} that is none`);
}

function asFloat(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') throw wrongKind('a number or a string', value);
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value)) return Number(value);
  // As Go writes and reads what is no number.
  if (/^nan$/i.test(value)) return Number.NaN;
  if (/^[+-]?inf(inity)?$/i.test(value)) return value.startsWith('-') ? -Infinity : Infinity;
  throw new NoAnswer('expected a string that is a number, got another one');
}
