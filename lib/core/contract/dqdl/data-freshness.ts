import { intervalsOf } from './intervals.ts';
import { type Clauses, describe, type RuleContext } from './rule-context.ts';
import type { Operand } from './syntax.ts';

/** The service rounds ages to hundredths of an hour, so an exact one is 18 s wide to either side. */
const halfHundredthSeconds = 18;

/** Each row's age lies within limits; one without a date has none and fails. */
export function dataFreshness(context: RuleContext): Clauses {
  const { operator, operands, at } = context.condition();
  const seconds = operands.map((operand) => secondsOf(operand, at, context));
  const [first = 0, last = 0] = [seconds[0], seconds.at(-1)];
  const check = (args: object) => [[context.check('age', context.columns, args, { missing: 'fail' })]];
  const exactly = { minimum: first - halfHundredthSeconds, exclusiveMaximum: first + halfHundredthSeconds };
  if (operator === '=') return check(exactly);
  if (operator === '!=') return check({ ...exactly, not: true });
  if (operator === 'not between') return check({ exclusiveMinimum: first, exclusiveMaximum: last, not: true });
  const [interval, ...others] = intervalsOf(operator, seconds);
  if (interval && others.length === 0 && operator !== 'in' && operator !== 'not in') return check(interval);
  throw context.fault(at, 'an age is compared by = != > >= < <= between or not between');
}

function secondsOf(operand: Operand, at: number, context: RuleContext): number {
  if ('seconds' in operand) return operand.seconds;
  throw context.fault(at, `got ${describe(operand)}; a duration such as 24 hours expected`);
}
