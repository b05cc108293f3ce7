import { noRow } from '../../checks/bound.ts';
import type { Check } from '../../checks/check.ts';
import type { Interval } from '../../checks/interval.ts';
import { limited, unlimited } from '../../checks/limited.ts';
import { describe as describePast, type Expression } from '../../checks/past/expression.ts';
import type { InputError } from '../../errors.ts';
import type { ReadOptions } from '../reader.ts';
import { unsupportedCheck } from '../unsupported.ts';
import { intervalsOf } from './intervals.ts';
import { fromSparkSql } from './spark-sql.ts';
import type { Condition, Operand, Rule } from './syntax.ts';
import { faultAt, lineOf, type Ruleset } from './tokens.ts';

/** What a rule means: each clause must hold, and a clause holds when one of its checks does. */
export type Clauses = Check[][];

/** One rule on its way to checks. */
export class RuleContext {
  readonly rule: Rule;
  private readonly ruleset: Ruleset;
  readonly options: ReadOptions;

  constructor(rule: Rule, ruleset: Ruleset, options: ReadOptions) {
    this.rule = rule;
    this.ruleset = ruleset;
    this.options = options;
  }

  /** Names of columns; one with unusual characters may stand in backticks inside the quotes. */
  get columns(): string[] {
    return this.rule.parameters.map(({ value }) => value.replace(/^`(.*)`$/, '$1'));
  }

  /** Of a rule that is part of this one. */
  of(rule: Rule): RuleContext {
    return new RuleContext(rule, this.ruleset, this.options);
  }

  check(kind: string, columns: string[], args: object, more: Partial<Check> = {}): Check {
    const { where } = this.rule;
    return {
      kind,
      columns,
      args,
      ...(where === undefined ? {} : { where: { sql: fromSparkSql(where) } }),
      accept: noRow,
      severity: 'error',
      source: this.source,
      origin: this.origin,
      ...more,
    };
  }

  unsupported(why: string): Check {
    const { type, at, text } = this.rule;
    const place = this.fault(at, '').message.slice(0, -2);
    const what = `${type} (${text.slice(0, 120)})`;
    return unsupportedCheck({ what, why, at: place, source: this.source, origin: this.origin }, this.options);
  }

  fault(at: number, says: string): InputError {
    return faultAt(this.ruleset, at, says);
  }

  /** The numbers that the rule's condition allows. */
  intervals(condition: Condition = this.condition()): Interval[] {
    const numbers = condition.operands.map((operand) => this.number(operand, condition));
    return this.among(
      condition,
      numbers,
      [...numbers].sort((a, b) => a - b),
    );
  }

  /** A clause: the number of a check lies where the condition says, which earlier data may have a say in. */
  lying(check: Check, condition: Condition = this.condition()): Check[] {
    if (!condition.operands.some(isPast)) return this.intervals(condition).map((interval) => limited(check, interval));
    const ends = this.ends(condition);
    if (condition.operator === 'not in' && ends.length > 1)
      return [
        this.unsupported(
          'which of several numbers is the smaller is known beside data only; write a rule with != for each',
        ),
      ];
    return this.among(condition, ends).map((limits) => ({ ...unlimited(check), past: { limits } }));
  }

  /** What a condition compares with, where earlier data has a say. */
  ends(condition: Condition): Expression[] {
    return condition.operands.map((operand) =>
      isPast(operand) ? operand.past : { number: this.number(operand, condition) },
    );
  }

  private among<End>({ operator, at }: Condition, ends: End[], sorted?: End[]): Array<Interval<End>> {
    const made = intervalsOf(operator, ends, sorted);
    if (made.length === 0) throw this.fault(at, `${this.rule.type} is a number, and texts are matched`);
    return made;
  }

  /** The value of a tag that takes one. */
  tag(name: string): string | undefined {
    const tag = this.rule.tags.get(name);
    if (tag?.list) throw this.fault(tag.at, `${name} takes one value, not a list`);
    return tag?.values[0];
  }

  condition(): Condition {
    if (this.rule.condition) return this.rule.condition;
    throw this.fault(this.rule.at + this.rule.type.length, `${this.rule.type} needs a condition, such as > 0`);
  }

  private number(operand: Operand, { at }: Condition): number {
    if ('number' in operand) return operand.number;
    throw this.fault(at, `${this.rule.type} is compared with numbers; got ${describe(operand)}`);
  }

  get source(): Check['source'] {
    return { file: this.ruleset.file, line: lineOf(this.ruleset, this.rule.at), key: this.rule.type };
  }

  get origin(): NonNullable<Check['origin']> {
    const { type, text, labels } = this.rule;
    const meta = Object.keys(labels).length > 0 ? { meta: { labels } } : {};
    return { format: 'dqdl', name: type, args: { rule: text }, ...meta };
  }
}

export function describe(operand: Operand): string {
  if ('text' in operand) return `the text ${JSON.stringify(operand.text.slice(0, 60))}`;
  if ('keyword' in operand) return operand.keyword;
  if ('now' in operand) return 'a moment';
  if ('bytes' in operand) return 'a size';
  if ('seconds' in operand) return 'a duration';
  return 'number' in operand ? `the number ${operand.number}` : describePast(operand.past);
}

/** Whether earlier data tells it. */
export function isPast(operand: Operand): operand is { past: Expression } {
  return 'past' in operand;
}
