import type { Check } from '../../checks/check.ts';
import type { RuleContext } from './rule-context.ts';
import { numbersOf, type RuleTypes, ruleTypeOf } from './rule-type.ts';

/** What this one analyzer stands for; the number of rows is kept of all data. */
const allStatistics = ['Completeness', 'Uniqueness'];

/** An analyzer: a number that is kept for later data, and allowed to be any. What is about rows one by one keeps none. */
export function analyzed(context: RuleContext, types: RuleTypes): Check[] {
  const { rule } = context;
  if (rule.type === 'AllStatistics')
    return allStatistics.flatMap((type) => analyzed(context.of({ ...rule, type }), types));
  if (rule.condition) throw context.fault(rule.condition.at, 'an analyzer takes no condition; it belongs to a rule');
  return numbersOf(ruleTypeOf(context, types), context).map((check) => ({ ...check, severity: 'info' }));
}
