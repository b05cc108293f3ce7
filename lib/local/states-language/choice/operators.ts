import type { Json } from '../json.ts';
import { instantOf } from '../timestamp.ts';

/** Compares the value of `Variable` with the operator's own value. */
export type Operator = (value: Json, wanted: Json) => boolean;

type Order = (sign: number) => boolean;
const ORDERS: Record<string, Order> = {
  Equals: (sign) => sign === 0,
  LessThan: (sign) => sign < 0,
  GreaterThan: (sign) => sign > 0,
  LessThanEquals: (sign) => sign <= 0,
  GreaterThanEquals: (sign) => sign >= 0,
};

const strings =
  (accept: Order): Operator =>
  (value, wanted) =>
    typeof value === 'string' && typeof wanted === 'string' && accept(value < wanted ? -1 : value > wanted ? 1 : 0);

const numbers =
  (accept: Order): Operator =>
  (value, wanted) =>
    typeof value === 'number' && typeof wanted === 'number' && accept(value - wanted);

const timestamps =
  (accept: Order): Operator =>
  (value, wanted) => {
    const [a, b] = [instantOf(value), instantOf(wanted)];
    return a !== undefined && b !== undefined && accept(a - b);
  };

const booleanEquals: Operator = (value, wanted) => typeof value === 'boolean' && value === wanted;

/** `*` stands for any text; `\*` and `\\` for themselves. */
const stringMatches: Operator = (value, wanted) => {
  if (typeof value !== 'string' || typeof wanted !== 'string') return false;
  const pattern = wanted.replace(/\\([*\\])|\*|[\^$.|?+()[\]{}\\/]/gs, (token, escaped: string | undefined) => {
    if (escaped !== undefined) return `\\${escaped}`;
    return token === '*' ? '.*' : `\\${token}`;
  });
  return new RegExp(`^${pattern}$`, 's').test(value);
};

const is =
  (test: (value: Json) => boolean): Operator =>
  (value, wanted) =>
    test(value) === wanted;

const ordered = (prefix: string, compare: (accept: Order) => Operator): [string, Operator][] =>
  Object.entries(ORDERS).map(([name, accept]) => [`${prefix}${name}`, compare(accept)]);

/** Operators that also have a `…Path` form, whose value is looked up. */
export const COMPARISONS: Record<string, Operator> = {
  BooleanEquals: booleanEquals,
  ...Object.fromEntries(ordered('String', strings)),
  ...Object.fromEntries(ordered('Numeric', numbers)),
  ...Object.fromEntries(ordered('Timestamp', timestamps)),
};

/** Operators without a `…Path` form. IsPresent is not among them: it looks at the path, not at the value. */
export const TESTS: Record<string, Operator> = {
  StringMatches: stringMatches,
  IsNull: is((value) => value === null),
  IsBoolean: is((value) => typeof value === 'boolean'),
  IsNumeric: is((value) => typeof value === 'number'),
  IsString: is((value) => typeof value === 'string'),
  IsTimestamp: is((value) => instantOf(value) !== undefined),
};

export const OPERATOR_NAMES: string[] = [
  ...Object.keys(COMPARISONS),
  ...Object.keys(COMPARISONS).map((name) => `${name}Path`),
  ...Object.keys(TESTS),
  'IsPresent',
];
