import type { ChoiceRule } from '../definition/types.ts';
import { RuntimeFault } from '../errors.ts';
import { type Scope, valueAtPath } from '../expression.ts';
import type { Json } from '../json.ts';
import { PathMissing } from '../jsonpath/evaluate.ts';
import { parsePath } from '../jsonpath/parse.ts';
import { COMPARISONS, type Operator, TESTS } from './operators.ts';

/**
 * Whether a Choice rule applies.
 * @throws RuntimeFault when `Variable` leads nowhere (IsPresent is how to ask for that)
 */
export function applies(rule: ChoiceRule, scope: Scope): boolean {
  if (rule.And !== undefined) return rule.And.every((part) => applies(part, scope));
  if (rule.Or !== undefined) return rule.Or.some((part) => applies(part, scope));
  if (rule.Not !== undefined) return !applies(rule.Not, scope);
  return compares(rule, scope);
}

function compares(rule: ChoiceRule, scope: Scope): boolean {
  const { Variable: variable = '$', operator = '', operand = null } = rule;
  const value = lookUp(variable, scope);
  if (operator === 'IsPresent') return (value !== undefined) === operand;
  if (value === undefined) throw invalidReference(variable);
  const direct: Operator | undefined = COMPARISONS[operator] ?? TESTS[operator];
  if (direct !== undefined) return direct(value, operand);
  const wanted = lookUp(String(operand), scope);
  if (wanted === undefined) throw invalidReference(String(operand));
  return COMPARISONS[operator.slice(0, -'Path'.length)]?.(value, wanted) ?? false;
}

function lookUp(source: string, scope: Scope): Json | undefined {
  const path = parsePath(source);
  try {
    const value = valueAtPath(path, scope);
    return !path.definite && Array.isArray(value) && value.length === 0 ? undefined : value;
  } catch (error) {
    if (error instanceof PathMissing) return undefined;
    throw error;
  }
}

function invalidReference(source: string): RuntimeFault {
  return new RuntimeFault(`Invalid path '${source}': The choice state's condition path references an invalid value.`);
}
