import type { Check } from '../../checks/check.ts';
import type { YamlSource } from '../../yaml-source.ts';
import type { DataContract } from '../contract.ts';
import { namedProperties } from '../named-properties.ts';
import type { Property } from '../property.ts';
import type { ContractReader, ReadOptions } from '../reader.ts';
import { analyzed } from './analyzed.ts';
import { parseRuleset } from './parse.ts';
import { type Clauses, isPast, RuleContext } from './rule-context.ts';
import { type RuleType, ruleTypeOf, wordsOfFigures } from './rule-type.ts';
import { ruleTypes } from './rule-types.ts';
import type { Expression, Rule } from './syntax.ts';
import { type Ruleset, rulesetOf } from './tokens.ts';

/** `or` over rules of many checks multiplies them. */
const mostClauses = 64;

/** A ruleset of AWS Glue Data Quality, in its Data Quality Definition Language. */
export const dqdl: ContractReader = {
  format: 'dqdl',
  tells: 'a text that begins with Rules = [, or a file .dqdl',
  fits: (value) => value instanceof RulesetText,
  read,
};

/** A text that is no YAML and no JSON. */
export class RulesetText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Whether a text is meant to be a ruleset: it begins with a section, after comments. */
export function isRuleset(text: string): boolean {
  return /^\uFEFF?(?:\s|#[^\n]*\n)*(?:(?:Rules|Analyzers|DefaultLabels)\s*=\s*\[|\w+\s*=\s*")/.test(text);
}

function read({ value, file }: YamlSource, options: ReadOptions): DataContract {
  const ruleset = rulesetOf(value instanceof RulesetText ? value.text : '', file);
  const { rules, analyzers } = parseRuleset(ruleset);
  const clauses = rules.flatMap((expression) => clausesOf(expression, ruleset, options));
  const ruled = clauses.flatMap((clause, index) =>
    clause.length === 1 ? clause : clause.map((check): Check => ({ ...check, anyOf: `rule ${index + 1}` })),
  );
  const kept = analyzers.flatMap((one) => analyzed(new RuleContext(one, ruleset, options), ruleTypes));
  const checks = [...ruled, ...kept];
  return { format: 'dqdl', file, name: 'data', properties: withKeys(namedProperties(checks), checks), checks };
}

/** A primary key names a row and says nothing about it, as in a contract of ODCS. */
function withKeys(properties: Property[], checks: Check[]): Property[] {
  const keys = new Set(checks.flatMap(({ origin, columns }) => (origin?.name === 'IsPrimaryKey' ? columns : [])));
  return properties.map((property) => ({ ...property, identifier: keys.has(property.name) }));
}

function clausesOf(expression: Expression, ruleset: Ruleset, options: ReadOptions): Clauses {
  if ('rule' in expression) return ruleClauses(expression.rule, new RuleContext(expression.rule, ruleset, options));
  if ('all' in expression) return expression.all.flatMap((part) => clausesOf(part, ruleset, options));
  const parts = expression.any.map((part) => clausesOf(part, ruleset, options));
  const first = firstRule(expression);
  return parts.reduce<Clauses>(
    (made, part) => {
      if (made.length * part.length > mostClauses)
        throw new RuleContext(first, ruleset, options).fault(
          first.at,
          `\`or\` over more than ${mostClauses} combinations`,
        );
      return made.flatMap((left) => part.map((right) => [...left, ...right]));
    },
    [[]],
  );
}

function firstRule(expression: Expression): Rule {
  if ('rule' in expression) return expression.rule;
  return firstRule(('all' in expression ? expression.all : expression.any)[0] as Expression);
}

function ruleClauses(rule: Rule, context: RuleContext): Clauses {
  const type = ruleTypeOf(context, ruleTypes);
  if (rule.condition && !type.condition) throw context.fault(rule.condition.at, `${rule.type} takes no condition`);
  if (rule.threshold && !type.threshold)
    throw context.fault(rule.threshold.at, `\`with threshold\` has no effect on ${rule.type}`);
  const past = (['condition', 'threshold'] as const).filter((part) => rule[part]?.operands.some(isPast));
  if (!type.figure && past.some((part) => part !== type.share)) return [[context.unsupported(notKept(type))]];
  if (type.condition === 'needed') context.condition();
  return type.clauses?.(context) ?? (type.figure ? [context.lying(type.figure(context))] : []);
}

function notKept({ share }: RuleType): string {
  const alone = share === undefined ? '' : `; earlier data has a say in its ${share} alone`;
  return `it has no one number that is kept of earlier data, as these have: ${wordsOfFigures(ruleTypes)}${alone}`;
}
