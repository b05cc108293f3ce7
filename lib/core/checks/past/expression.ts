/** The most earlier figures that are looked at. */
export const mostEarlier = 1_000;

export const aggregates = ['avg', 'median', 'max', 'min', 'sum', 'std'] as const;
type Aggregate = (typeof aggregates)[number];

/** A number that the same figure of earlier data tells. `last`: how many of them, the newest, it is of. */
export type Expression =
  | { number: number }
  | { of: Aggregate; last: number }
  /** The newest is at 0. */
  | { of: 'index'; last: number; at: number }
  | { of: 'abs'; value: Expression }
  | { sign: '+' | '-' | '*' | '/'; left: Expression; right: Expression };

/** Fewest earlier figures that it needs. */
export function needs(expression: Expression): number {
  if ('number' in expression) return 0;
  if ('sign' in expression) return Math.max(needs(expression.left), needs(expression.right));
  if (expression.of === 'abs') return needs(expression.value);
  if (expression.of === 'index') return expression.at + 1;
  return expression.of === 'std' ? 2 : 1;
}

/** Most earlier figures that it looks at. */
export function reach(expression: Expression): number {
  if ('number' in expression) return 0;
  if ('sign' in expression) return Math.max(reach(expression.left), reach(expression.right));
  return expression.of === 'abs' ? reach(expression.value) : expression.last;
}

/** Its value after these figures, oldest first, of which there are as many as it needs. */
export function evaluate(expression: Expression, past: readonly number[]): number {
  if ('number' in expression) return expression.number;
  if ('sign' in expression)
    return calculated(expression.sign, evaluate(expression.left, past), evaluate(expression.right, past));
  if (expression.of === 'abs') return Math.abs(evaluate(expression.value, past));
  const window = past.slice(-expression.last);
  return expression.of === 'index' ? (window.at(-1 - expression.at) ?? Number.NaN) : ofAll[expression.of](window);
}

function calculated(sign: '+' | '-' | '*' | '/', left: number, right: number): number {
  if (sign === '+') return left + right;
  if (sign === '-') return left - right;
  return sign === '*' ? left * right : left / right;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;

const ofAll: Record<Aggregate, (values: readonly number[]) => number> = {
  avg: mean,
  median: (values) => {
    const sorted = [...values].sort((a, b) => a - b);
    const half = sorted.length / 2;
    return mean(sorted.slice(Math.ceil(half) - 1, Math.floor(half) + 1));
  },
  max: (values) => values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
  min: (values) => values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
  sum,
  // Of a sample, as in `batch-normal`: the few that there are stand for more.
  std: (values) => {
    const centre = mean(values);
    return Math.sqrt(sum(values.map((value) => (value - centre) ** 2)) / (values.length - 1));
  },
};

/** As it is written: `avg(last(3)) * 0.5`. */
export function describe(expression: Expression): string {
  if ('number' in expression) return String(expression.number);
  if (!('sign' in expression)) return describeCall(expression);
  const { sign, left, right } = expression;
  const binds = sign === '*' || sign === '/';
  const isSum = (side: Expression) => 'sign' in side && (side.sign === '+' || side.sign === '-');
  const first = binds && isSum(left) ? `(${describe(left)})` : describe(left);
  // What stands on the right was in parentheses: signs of one rank go from left to right.
  const second = 'sign' in right && (binds || isSum(right)) ? `(${describe(right)})` : describe(right);
  return `${first} ${sign} ${second}`;
}

function describeCall(call: Extract<Expression, { of: string }>): string {
  if (call.of === 'abs') return `abs(${describe(call.value)})`;
  const last = call.last === 1 ? 'last()' : `last(${call.last})`;
  if (call.of !== 'index') return `${call.of}(${last})`;
  return call.last === 1 ? last : `index(${last}, ${call.at})`;
}
