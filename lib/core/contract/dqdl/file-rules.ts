import { noRow } from '../../checks/bound.ts';
import type { Check } from '../../checks/check.ts';
import { isMoment, type Moment } from '../../checks/files/moment.ts';
import { comparisonOf } from './comparison.ts';
import { fileArgsOf, isOn } from './file-tags.ts';
import { type Clauses, describe, type RuleContext } from './rule-context.ts';
import type { Operand } from './syntax.ts';
import { withThreshold } from './threshold.ts';

/** Each file is of a size. */
export function fileSize(context: RuleContext): Clauses {
  const args = fileArgsOf(context, ['failFast']);
  const condition = context.condition();
  const sizes = condition.operands.map((operand) => bytesOf(operand, condition.at, context));
  return shared(context, 'file-size', { ...args, ...comparisonOf(condition, sizes, context) });
}

/** Each file was modified at a time. */
export function fileFreshness(context: RuleContext): Clauses {
  const args = fileArgsOf(context, ['failFast', 'timeZone']);
  const condition = context.condition();
  const ends = inOrder(condition.operands.map((operand) => momentOf(operand, condition.at, context)));
  const timeZone = context.tag('timeZone');
  const zone = timeZone === undefined ? {} : { timeZone };
  return shared(context, 'file-freshness', { ...args, ...zone, ...comparisonOf(condition, ends, context) });
}

/** Each file has one of some hashes, or is the same as one elsewhere. */
export function fileMatch(context: RuleContext): Clauses {
  const args = { ...fileArgsOf(context, ['hashAlgorithm', 'matchFileName']), ...sameness(context) };
  const { condition, parameters, type, at } = context.rule;
  const [, other] = parameters;
  if (other) {
    if (condition) throw context.fault(condition.at, `${type} of two paths takes no condition`);
    return [[context.check('file-match', [], { ...args, other: other.value })]];
  }
  if (!condition) throw context.fault(at, `${type} needs a second path, or hashes: in ["…"]`);
  if (!['in', 'not in', '=', '!='].includes(condition.operator))
    throw context.fault(condition.at, `${type} compares by in, not in, = or !=; got ${condition.operator}`);
  const hashes = condition.operands.map((operand) => {
    if ('text' in operand) return operand.text;
    throw context.fault(condition.at, `got ${describe(operand)}; a hash in double quotes expected`);
  });
  const not = condition.operator === 'not in' || condition.operator === '!=' ? { not: true } : {};
  return [[context.check('file-match', [], { ...args, hashes, ...not })]];
}

/** The share of files that are like no other. */
export function fileUniqueness(context: RuleContext): Clauses {
  const args = { ...fileArgsOf(context, ['hashAlgorithm', 'matchFileName']), ...sameness(context) };
  return [context.intervals().map((interval) => context.check('file-uniqueness', [], { ...args, ...interval }))];
}

function sameness(context: RuleContext): { algorithm?: string; matchFileName?: true } {
  const algorithm = context.tag('hashAlgorithm');
  return {
    ...(algorithm === undefined ? {} : { algorithm }),
    ...(isOn(context, 'matchFileName') ? { matchFileName: true } : {}),
  };
}

/** With failFast, one file that fails is the end, whatever share may. */
function shared(context: RuleContext, kind: string, args: object): Clauses {
  const check: Check = context.check(kind, [], args);
  const all = isOn(context, 'failFast') ? [{ ...check, accept: noRow }] : withThreshold(check, context);
  return all.map((one) => [one]);
}

function bytesOf(operand: Operand, at: number, context: RuleContext): number {
  if ('bytes' in operand) return operand.bytes;
  if ('number' in operand) return operand.number;
  throw context.fault(at, `got ${describe(operand)}; a size such as 5 MB expected`);
}

function momentOf(operand: Operand, at: number, context: RuleContext): Moment {
  const moment = 'now' in operand ? { now: operand.now } : 'text' in operand ? operand.text : undefined;
  if (isMoment(moment)) return moment;
  throw context.fault(
    at,
    `got ${describe(operand)}; a moment expected, within 1000 years of now: (now() - 3 days), "2026-01-31", "21:45" or "9:30 PM"`,
  );
}

/** The service's own page once had `between now() and (now() - 45 minutes)`. */
function inOrder(ends: Moment[]): Moment[] {
  const [first, last] = ends;
  const both = typeof first === 'object' && typeof last === 'object';
  return both && first.now > last.now ? [last, first] : ends;
}
