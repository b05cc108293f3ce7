import type { Check } from '../../checks/check.ts';
import { type Clauses, describe, type RuleContext } from './rule-context.ts';
import type { Condition, Operand } from './syntax.ts';
import { withThreshold } from './threshold.ts';

const moment = /^(\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?Z?)?|\d\d:\d\d(:\d\d)?)$/;

/** A row without a value fails, but under `!=` and `not in`; the keyword NULL turns either round. */
export function columnValues(context: RuleContext): Clauses {
  const condition = context.condition();
  const check = ['=', '!=', 'in', 'not in'].includes(condition.operator)
    ? membership(condition, context)
    : condition.operator.endsWith('matches')
      ? matching(condition, context)
      : limits(condition, context);
  return withThreshold(check, context).map((one) => [one]);
}

function matching({ operator, operands }: Condition, context: RuleContext): Check {
  const [operand] = operands;
  const pattern = operand && 'text' in operand ? operand.text : '';
  const negate = operator === 'not matches' ? { negate: true } : {};
  const args = { pattern, dialect: 'python', anchored: 'full', ...negate };
  return context.check('pattern', context.columns, args, { missing: 'fail' });
}

const ends = {
  '>': ['exclusiveMinimum'],
  '>=': ['minimum'],
  '<': ['exclusiveMaximum'],
  '<=': ['maximum'],
  between: ['exclusiveMinimum', 'exclusiveMaximum'],
  'not between': ['exclusiveMinimum', 'exclusiveMaximum'],
} as const;

function limits({ operator, operands, at }: Condition, context: RuleContext): Check {
  const not = operator === 'not between' ? { not: true } : {};
  const names: readonly string[] = ends[operator as keyof typeof ends];
  const values = operands.map((operand) => limit(operand, at, context));
  const kinds = new Set(values.map((value) => (typeof value === 'object' ? 'now' : typeof value)));
  if (kinds.size > 1) throw context.fault(at, 'the limits are of one type: numbers, dates, or moments from now()');
  const named = names.map((name, index) => [name, values[index]] as const);
  if (!kinds.has('now'))
    return context.check('range', context.columns, { ...Object.fromEntries(named), ...not }, { missing: 'fail' });
  // Later than three days before now is younger than three days.
  const ages = named.map(([name, value]) => [mirrored(name), 0 - (value as { now: number }).now]);
  return context.check('age', context.columns, { ...Object.fromEntries(ages), ...not }, { missing: 'fail' });
}

function mirrored(name: string): string {
  return name.endsWith('inimum') ? name.replace('inimum', 'aximum') : name.replace('aximum', 'inimum');
}

function limit(operand: Operand, at: number, context: RuleContext): number | string | { now: number } {
  if ('number' in operand) return operand.digits ?? operand.number;
  if ('now' in operand) return operand;
  if ('text' in operand && moment.test(operand.text)) return operand.text;
  const allowed = 'a number, a date such as "2024-01-31" or "2024-01-31 23:59:59", or now()';
  throw context.fault(at, `got ${describe(operand)}; ${allowed} expected`);
}

function membership({ operator, operands, at }: Condition, context: RuleContext): Check {
  const negate = operator === '!=' || operator === 'not in';
  const hasNull = operands.some((operand) => 'keyword' in operand && operand.keyword === 'NULL');
  const values = operands.flatMap((operand) => operandValue(operand, at, context));
  if (hasNull && values.length === 0) return context.check(negate ? 'required' : 'absent', context.columns, {});
  const missing = { missing: hasNull === negate ? ('fail' as const) : ('pass' as const) };
  const spaces = values.some((value) => typeof value === 'object');
  if (!spaces)
    return context.check(negate ? 'forbidden-values' : 'allowed-values', context.columns, { values }, missing);
  // Values and blanks are one question to a row, so they are one pattern.
  const pattern = `^(?:${values.map((value) => (typeof value === 'object' ? ' +' : escaped(String(value)))).join('|')})$`;
  return context.check('pattern', context.columns, { pattern, ...(negate ? { negate } : {}) }, missing);
}

function operandValue(operand: Operand, at: number, context: RuleContext): Array<string | number | { blank: true }> {
  if ('number' in operand) return [operand.digits ?? operand.number];
  if ('text' in operand) return [operand.text];
  if (!('keyword' in operand))
    throw context.fault(at, `got ${describe(operand)}; a number, a text or a keyword expected`);
  if (operand.keyword === 'NULL') return [];
  return operand.keyword === 'EMPTY' ? [''] : [{ blank: true }];
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
