import type { Bound, Operator } from '../../checks/bound.ts';
import type { Accept, Check } from '../../checks/check.ts';
import { unlimited } from '../../checks/limited.ts';
import { intervalsOf } from './intervals.ts';
import { isPast, type RuleContext } from './rule-context.ts';
import type { Condition } from './syntax.ts';

/** A check for each thing that `with threshold` asks of the share of rows that pass; without one, all rows must pass. */
export function withThreshold(check: Check, context: RuleContext): Check[] {
  return withShare(check, context.rule.threshold, context);
}

/** The same where a rule's own condition is about that share. */
export function withShare(check: Check, share: Condition | undefined, context: RuleContext): Check[] {
  if (share?.operands.some(isPast)) return besidePast(check, share, context);
  return share ? acceptsOf(share, context).map((accept) => ({ ...check, accept })) : [check];
}

/** The same where earlier data has a say. Of two ends each is a check, as a bound has none of two that are left out. */
function besidePast(check: Check, share: Condition, context: RuleContext): Check[] {
  if (!['=', '>', '>=', '<', '<=', 'between'].includes(share.operator))
    throw context.fault(share.at, 'a share of rows is compared with that of earlier data by = > >= < <= or between');
  const [limits = {}] = intervalsOf(share.operator, context.ends(share));
  const each = share.operator === 'between' ? Object.entries(limits).map(([end, of]) => ({ [end]: of })) : [limits];
  return each.map((one) => ({ ...unlimited(check), past: { limits: one } }));
}

function acceptsOf(threshold: Condition, context: RuleContext): Accept[] {
  const shares = threshold.operands.map((operand) => ('number' in operand ? operand.number : Number.NaN));
  const [first = Number.NaN, last = Number.NaN] = [shares[0], shares.at(-1)];
  if (!shares.every((share) => share >= 0 && share <= 1))
    throw context.fault(threshold.at, 'what must pass is a share of rows, from 0 to 1');
  // The share of rows that pass is turned into the percent that may fail.
  const failing = (operator: Operator, share: number): Bound => ({ operator, value: percent(share), unit: 'percent' });
  switch (threshold.operator) {
    case '>=':
      return [{ mostly: first }];
    case '>':
      return [failing('mustBeLessThan', first)];
    case '=':
      return [first === 1 ? { mostly: 1 } : failing('mustBe', first)];
    case '!=':
      return [failing('mustNotBe', first)];
    case '<':
      return [failing('mustBeGreaterThan', first)];
    case '<=':
      return [failing('mustBeGreaterOrEqualTo', first)];
    case 'between':
      return [failing('mustBeLessThan', first), failing('mustBeGreaterThan', last)];
    default:
      throw context.fault(threshold.at, `a share of rows is compared by = != > >= < <= or between`);
  }
}

/** 0.95 leaves 5, not 5.000000000000004. */
function percent(share: number): number {
  return Number((100 - share * 100).toPrecision(12));
}
