import type { Check } from '../../checks/check.ts';
import { type Interval, wholeNumbers } from '../../checks/interval.ts';
import type { Clauses, RuleContext } from './rule-context.ts';

/** A text's number of characters. Several intervals are one question to a row, so they are one pattern. */
export function columnLength(context: RuleContext): Clauses {
  const intervals = context.intervals().map(wholeNumbers);
  const [only] = intervals;
  return [[only && intervals.length === 1 ? within(only, context) : oneOf(intervals, context)]];
}

function within({ minimum, maximum }: Interval, context: RuleContext): Check {
  const least = minimum === undefined ? {} : { minLength: Math.max(0, minimum) };
  if (maximum === undefined || maximum >= 0)
    return context.check('length', context.columns, maximum === undefined ? least : { ...least, maxLength: maximum });
  throw context.fault(context.condition().at, 'no text is shorter than 0 characters');
}

function oneOf(intervals: Interval[], context: RuleContext): Check {
  const repeats = intervals
    .filter(({ maximum }) => maximum === undefined || maximum >= 0)
    .map(({ minimum = 0, maximum = '' }) => `[\\s\\S]{${Math.max(0, minimum)},${maximum}}`);
  return context.check('pattern', context.columns, { pattern: `^(?:${repeats.join('|')})$` });
}
