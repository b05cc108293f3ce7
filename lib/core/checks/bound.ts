/** ODCS operators. `mustBeBetween` includes both ends, as datacontract-cli does; the specification's prose is of two minds. */
export const operators = [
  'mustBe',
  'mustNotBe',
  'mustBeGreaterThan',
  'mustBeGreaterOrEqualTo',
  'mustBeLessThan',
  'mustBeLessOrEqualTo',
  'mustBeBetween',
  'mustNotBeBetween',
] as const;
export type Operator = (typeof operators)[number];

export const units = ['rows', 'percent'] as const;

/** What the count of a check must be; `percent` is of all rows. */
export interface Bound {
  operator: Operator;
  /** Two numbers, the smaller first, for the operators with Between. */
  value: number | [number, number];
  unit: (typeof units)[number];
}

export const noRow: Bound = { operator: 'mustBe', value: 0, unit: 'rows' };

/** Whether `count` out of `total` rows satisfies the bound; `total` must not be 0 for percent. */
export function holds(bound: Bound, count: number, total: number): boolean {
  const seen = bound.unit === 'percent' ? (count / total) * 100 : count;
  const [low, high] = typeof bound.value === 'number' ? [bound.value, bound.value] : bound.value;
  switch (bound.operator) {
    case 'mustBe':
      return seen === low;
    case 'mustNotBe':
      return seen !== low;
    case 'mustBeGreaterThan':
      return seen > low;
    case 'mustBeGreaterOrEqualTo':
      return seen >= low;
    case 'mustBeLessThan':
      return seen < low;
    case 'mustBeLessOrEqualTo':
      return seen <= low;
    case 'mustBeBetween':
      return seen >= low && seen <= high;
    case 'mustNotBeBetween':
      return seen < low || seen > high;
  }
}

const words: Record<Operator, string> = {
  mustBe: '',
  mustNotBe: 'not ',
  mustBeGreaterThan: 'more than ',
  mustBeGreaterOrEqualTo: 'at least ',
  mustBeLessThan: 'less than ',
  mustBeLessOrEqualTo: 'at most ',
  mustBeBetween: '',
  mustNotBeBetween: 'not ',
};

/** `at most 5 % of rows`, `100 to 120 rows`. */
export function describeBound(bound: Bound): string {
  const value = typeof bound.value === 'number' ? String(bound.value) : bound.value.join(' to ');
  return `${words[bound.operator]}${value}${bound.unit === 'percent' ? ' % of' : ''} rows`;
}
