import { OPERATOR_NAMES } from '../choice/operators.ts';
import { DefinitionError } from '../errors.ts';
import type { Json } from '../json.ts';
import { atMostOne, checked, needs } from './check.ts';
import { RULE } from './tables.ts';
import type { ChoiceRule } from './types.ts';

/** A Choice rule; only the outermost one (`top`) says where to go. */
export function parseRule(value: Json | undefined, where: string, top: boolean): ChoiceRule {
  const rule = checked(value, RULE, where);
  if (top) needs(rule, 'Next', where);
  else if ('Next' in rule) throw new DefinitionError(where, 'Next belongs to the outermost rule only');
  atMostOne(rule, ['And', 'Or', 'Not', ...OPERATOR_NAMES], where, true);
  const head: ChoiceRule = {
    ...(typeof rule.Next === 'string' ? { Next: rule.Next } : {}),
    ...(rule.Assign === undefined ? {} : { Assign: rule.Assign as ChoiceRule['Assign'] }),
  };
  const inner = (field: 'And' | 'Or'): ChoiceRule[] => {
    const parts = Array.isArray(rule[field]) ? rule[field] : [];
    return parts.map((part, index) => parseRule(part, `${where}.${field}[${index}]`, false));
  };
  if ('And' in rule) return { ...head, And: inner('And') };
  if ('Or' in rule) return { ...head, Or: inner('Or') };
  if ('Not' in rule) return { ...head, Not: parseRule(rule.Not, `${where}.Not`, false) };
  needs(rule, 'Variable', where);
  const operator = OPERATOR_NAMES.find((name) => name in rule) ?? '';
  return { ...head, Variable: String(rule.Variable), operator, operand: rule[operator] ?? null };
}
