import { InputError } from '../../errors.ts';
import type { Condition, Expression } from './condition.ts';
import { booleanOf, closures, functions, kindOf, listOf, NoAnswer, numberOf, wrongKind } from './functions.ts';
import { operate } from './operators.ts';

/** Predicates nest: all of a thousand, in all of a thousand, is a million. */
const maxSteps = 1_000_000;

interface Scope {
  result: unknown;
  element: unknown;
  text: string;
  /** Shared by all scopes of one evaluation. A step is a part of the condition, or an element that one walks over. */
  budget: { steps: number };
}

/**
 * Evaluates a condition over what a metric's provider answered: numbers, text, booleans, null, lists and plain objects.
 * Differences to Argo, all to the safe side: values of two kinds are never compared but with nil, where expr-lang says `false` of
 * untyped ones; `isNil` and `default` look at their argument, where Argo's always look at the whole result.
 * @throws InputError `condition-failed` where it has no answer: no such element, another kind of value, no boolean at the end.
 */
export function evaluateCondition({ text, root }: Condition, result: unknown): boolean {
  const scope = { result, element: undefined, text, budget: { steps: 0 } };
  const value = evaluate(root, scope);
  if (typeof value === 'boolean') return value;
  throw failed(text, 1, `expected a boolean, got ${kindOf(value)}`);
}

function evaluate(expression: Expression, scope: Scope): unknown {
  spend(scope, 1);
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'result':
      return scope.result;
    case 'element':
      return scope.element;
    case 'list':
      return expression.items.map((item) => evaluate(item, scope));
    default:
      return located(expression.at, scope, () => compute(expression, scope));
  }
}

function compute(expression: Exclude<Expression, { kind: 'literal' | 'result' | 'element' | 'list' }>, scope: Scope) {
  const value = (inner: Expression) => evaluate(inner, scope);
  switch (expression.kind) {
    case 'member':
      return memberOf(value(expression.of), value(expression.key));
    case 'unary':
      return unary(expression.operator, value(expression.of));
    case 'binary':
      return binary(expression, scope);
    case 'choice':
      return value(booleanOf(value(expression.when)) ? expression.then : expression.otherwise);
    case 'call': {
      const values = expression.of.map(value);
      spend(scope, ...values.map(sizeOf));
      return functions[expression.name]?.apply(...values);
    }
    case 'closure': {
      const said = (element: unknown) => evaluate(expression.predicate, { ...scope, element });
      return closures[expression.name]?.(listOf(value(expression.over)), said);
    }
  }
}

function unary(operator: 'not' | '-' | '+', value: unknown): boolean | number {
  if (operator === 'not') return !booleanOf(value);
  return operator === '-' ? -numberOf(value) : numberOf(value);
}

/** `and` and `or` look at their right side only where the left one leaves it open. */
function binary({ operator, left, right }: Extract<Expression, { kind: 'binary' }>, scope: Scope): unknown {
  if (operator === 'and') return booleanOf(evaluate(left, scope)) && booleanOf(evaluate(right, scope));
  if (operator === 'or') return booleanOf(evaluate(left, scope)) || booleanOf(evaluate(right, scope));
  const values = [evaluate(left, scope), evaluate(right, scope)] as const;
  spend(scope, ...values.map(sizeOf));
  return operate(operator, ...values);
}

function spend({ budget, text }: Scope, ...steps: number[]): void {
  for (const some of steps) budget.steps += some;
  if (budget.steps > maxSteps) throw failed(text, 1, `takes more than ${maxSteps} steps`);
}

/** What it takes to walk over a value. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

/** An element of a list, from the end where negative, or a field of an object, nil where it has none. Nothing inherited. */
function memberOf(of: unknown, key: unknown): unknown {
  if (Array.isArray(of)) {
    const index = numberOf(key);
    if (Number.isInteger(index) && index < of.length && index >= -of.length) return of.at(index);
    throw new NoAnswer(`there is no element ${index} in a list of ${of.length}`);
  }
  if (typeof of !== 'object' || of === null) throw wrongKind('a list or an object', of);
  if (typeof key !== 'string') throw wrongKind('a field name', key);
  return Object.hasOwn(of, key) ? (of as Record<string, unknown>)[key] : null;
}

/** Says where, the innermost place first. */
function located<T>(at: number, { text }: Scope, run: () => T): T {
  try {
    return run();
  } catch (thrown) {
    if (thrown instanceof NoAnswer) throw failed(text, at, thrown.message);
    throw thrown;
  }
}

function failed(text: string, at: number, says: string): InputError {
  return new InputError('condition-failed', `condition ${JSON.stringify(text)}: character ${at}: ${says}`);
}
