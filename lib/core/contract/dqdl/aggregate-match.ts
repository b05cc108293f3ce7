import type { Check } from '../../checks/check.ts';
import { splitName } from './reference-parameter.ts';
import type { RuleContext } from './rule-context.ts';
import type { Parameter } from './syntax.ts';

const aggregate = /^(sum|avg)\((.+)\)$/i;

/** The ratio of two sums or means of columns, each of the data or of another data set; two that are 0 are the same. */
export function aggregateMatch(context: RuleContext): Check {
  const sides = context.rule.parameters.map((parameter) => sideOf(parameter, context));
  const own = sides.flatMap(({ column, reference }) => (reference === undefined ? [column] : []));
  const [first, second] = sides;
  const columns = [...new Set(own)];
  return context.check('aggregate-match', columns, { first, second });
}

function sideOf({ value, at }: Parameter, context: RuleContext) {
  const [, word = '', name = ''] = aggregate.exec(value.trim()) ?? [];
  if (word === '') throw context.fault(at, `got ${JSON.stringify(value)}; sum(column) or avg(column) expected`);
  const [alias, column] = splitName(name.trim().replaceAll(/["`]/g, ''), context.options);
  const of = word.toLowerCase() === 'sum' ? 'sum' : 'mean';
  return { of, column, ...(alias === '' || alias === 'primary' ? {} : { reference: alias }) };
}
