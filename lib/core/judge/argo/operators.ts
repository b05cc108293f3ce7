import type { BinaryOperator } from './condition.ts';
import { kindOf, NoAnswer, numberOf, wrongKind } from './functions.ts';

/** What two values make. Numbers are doubles; text is ordered by its UTF-16 units. */
export function operate(operator: Exclude<BinaryOperator, 'and' | 'or'>, left: unknown, right: unknown): unknown {
  switch (operator) {
    case '==':
      return isEqual(left, right);
    case '!=':
      return !isEqual(left, right);
    case 'in':
      return isIn(left, right);
    case '<':
    case '>':
    case '<=':
    case '>=':
      return isOrdered(operator, left, right);
    default:
      return calculate(operator, numberOf(left), numberOf(right));
  }
}

function isEqual(left: unknown, right: unknown): boolean {
  const nil = (value: unknown) => value === null || value === undefined;
  if (nil(left) || nil(right)) return nil(left) && nil(right);
  if (isScalar(left) && typeof left === typeof right) return left === right;
  if (isScalar(left) && isScalar(right)) throw wrongKind(`${kindOf(left)} on both sides`, right);
  throw wrongKind('numbers, strings or booleans, not all of a list or object', isScalar(left) ? right : left);
}

function isScalar(value: unknown): boolean {
  return ['number', 'string', 'boolean'].includes(typeof value);
}

/** An element of a list, by value, or a field of an object. */
function isIn(left: unknown, right: unknown): boolean {
  if (Array.isArray(right)) return right.some((one) => one === left);
  if (typeof right === 'object' && right !== null && typeof left === 'string') return Object.hasOwn(right, left);
  throw wrongKind('a list, or an object and a field name', right);
}

function isOrdered(operator: '<' | '>' | '<=' | '>=', left: unknown, right: unknown): boolean {
  const [a, b] =
    typeof left === 'string' && typeof right === 'string' ? [left, right] : [numberOf(left), numberOf(right)];
  if (operator === '<') return a < b;
  if (operator === '>') return a > b;
  return operator === '<=' ? a <= b : a >= b;
}

function calculate(operator: '+' | '-' | '*' | '/' | '%' | '**', left: number, right: number): number {
  if (operator === '+') return left + right;
  if (operator === '-') return left - right;
  if (operator === '*') return left * right;
  if (operator === '/') return left / right;
  if (operator === '**') return left ** right;
  if (Number.isInteger(left) && Number.isInteger(right) && right !== 0) return left % right;
  throw new NoAnswer(`expected whole numbers for %, the second not 0, got ${left} and ${right}`);
}
