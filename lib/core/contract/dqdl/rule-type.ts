import type { Check } from '../../checks/check.ts';
import { unlimited } from '../../checks/limited.ts';
import type { Clauses, RuleContext } from './rule-context.ts';

/** How a rule is written, and what it means. */
export interface RuleType {
  /** Least and most number of parameters. */
  parameters: [number, number];
  /** @default 'none' */
  condition?: 'needed' | 'possible';
  /** Whether `with threshold` may say which share of rows must pass. @default false */
  threshold?: true;
  /** Where the share of rows that pass is written, so that earlier data may have a say. @default nowhere */
  share?: 'condition' | 'threshold';
  /** The check whose one number of the whole it is about, so that earlier data may have a say. @default rows, one by one */
  figure?(context: RuleContext): Check;
  /** Of a rule about rows one by one: numbers of the whole that are looked at for what is unusual. @default there is none */
  numbers?(context: RuleContext): Check[];
  /** @default the number lies where the condition says */
  clauses?(context: RuleContext): Clauses;
}

/** Key = the word of the rule. */
export type RuleTypes = Readonly<Record<string, RuleType>>;

/** What a rule is. @throws InputError `contract-invalid` for a word that is none, and for more or fewer parameters than it takes. */
export function ruleTypeOf(context: RuleContext, types: RuleTypes): RuleType {
  const { type: word, at, parameters } = context.rule;
  const type = Object.hasOwn(types, word) ? types[word] : undefined;
  if (!type) throw context.fault(at, `${JSON.stringify(word)} is no rule; known: ${Object.keys(types).join(', ')}`);
  const [least, most] = type.parameters;
  if (parameters.length >= least && parameters.length <= most) return type;
  const allowed = least === most ? String(least) : most > 10 ? `${least} or more` : `${least} to ${most}`;
  throw context.fault(at, `${word} takes ${allowed} parameters in double quotes; got ${parameters.length}`);
}

/** The checks whose numbers are kept of a rule, allowed to be any. */
export function numbersOf({ figure, numbers }: RuleType, context: RuleContext): Check[] {
  const found = figure ? [figure(context)] : (numbers?.(context) ?? []);
  return found.map(unlimited);
}

/** The words of rules that are about one number. */
export function wordsOfFigures(types: RuleTypes): string {
  return Object.keys(types)
    .filter((word) => types[word]?.figure)
    .join(', ');
}
