import type { LogicalType } from '../property.ts';
import { dateFormats } from '../type-options.ts';
import { type Clauses, describe, type RuleContext } from './rule-context.ts';
import { withThreshold } from './threshold.ts';

const types: Record<string, LogicalType> = {
  BOOLEAN: 'boolean',
  DATE: 'date',
  DOUBLE: 'number',
  FLOAT: 'number',
  INTEGER: 'integer',
  LONG: 'integer',
  STRING: 'string',
  TIMESTAMP: 'timestamp',
};

/** Values can be read as a type; one that is absent cannot. */
export function columnDataType(context: RuleContext): Clauses {
  const { operator, operands, at } = context.condition();
  const [operand] = operands;
  if (!operand || !('text' in operand) || (operator !== '=' && operator !== '!='))
    throw context.fault(
      at,
      `= or != and a type in double quotes expected; got ${operator} ${operand ? describe(operand) : ''}`,
    );
  const check = operator === '=' ? readable(operand.text, at, context) : unreadable(operand.text, at, context);
  return withThreshold(check, context).map((one) => [one]);
}

function readable(type: string, at: number, context: RuleContext) {
  const logicalType = /^DECIMAL\(\d+,\s*\d+\)$/i.test(type) ? 'number' : types[type.toUpperCase()];
  if (!logicalType)
    throw context.fault(
      at,
      `${JSON.stringify(type)} is no type; known: ${Object.keys(types).join(', ')}, DECIMAL(p,s)`,
    );
  const jdk = context.tag('format');
  if (jdk === undefined) return context.check('type', context.columns, { logicalType }, { missing: 'fail' });
  const format = jdk.replace('yyyy', '%Y').replace('MM', '%m').replace('dd', '%d');
  if (dateFormats[jdk] !== undefined || /^%[Ymd]([-/]%[Ymd]){1,2}$/.test(format))
    return context.check('date-format', context.columns, { format: dateFormats[jdk] ?? format }, { missing: 'fail' });
  throw context.fault(at, `the format ${JSON.stringify(jdk)} is not known; known: yyyy, MM and dd joined by - or /`);
}

/** The share of values that cannot be read is asked for, so the rows that fail are the ones that are wanted. */
function unreadable(type: string, at: number, context: RuleContext) {
  if (context.rule.threshold)
    throw context.fault(at, '`with threshold` beside != is not supported; use = and the share left');
  const accept = { operator: 'mustBe', value: 100, unit: 'percent' } as const;
  return { ...readable(type, at, context), accept };
}
