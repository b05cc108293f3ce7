import type { Interval } from '../../checks/interval.ts';
import type { RuleContext } from './rule-context.ts';
import type { Condition } from './syntax.ts';

/** `not`: outside of it. */
type Comparison<End> = Interval<End> & { not?: true };

/** What a condition asks of each of many values, as one interval. @throws InputError for a list, and for what is matched */
export function comparisonOf<End>({ operator, at }: Condition, ends: End[], context: RuleContext): Comparison<End> {
  const [first, last] = [ends[0] as End, ends.at(-1) as End];
  const between = { exclusiveMinimum: first, exclusiveMaximum: last };
  const known: Partial<Record<Condition['operator'], Comparison<End>>> = {
    '=': { minimum: first, maximum: first },
    '!=': { minimum: first, maximum: first, not: true },
    '>': { exclusiveMinimum: first },
    '>=': { minimum: first },
    '<': { exclusiveMaximum: first },
    '<=': { maximum: first },
    between,
    'not between': { ...between, not: true },
  };
  const comparison = known[operator];
  if (comparison) return comparison;
  throw context.fault(at, `${context.rule.type} compares by ${Object.keys(known).join(', ')}; got ${operator}`);
}
