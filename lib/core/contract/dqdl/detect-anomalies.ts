import type { Clauses, RuleContext } from './rule-context.ts';
import { numbersOf, type RuleTypes, ruleTypeOf } from './rule-type.ts';

/** Three earlier values at least are what the service asks for; its model is not published, so that this one is ours. */
const unusual = {
  strategy: { kind: 'batch-normal', lowerDeviations: 3, upperDeviations: 3 },
  least: 3,
  last: 30,
} as const;

/** The number of another rule, whose name and parameters these are, is as usual. */
export function detectAnomalies(context: RuleContext, types: RuleTypes): Clauses {
  const [name, ...parameters] = context.rule.parameters;
  if (!name) return [];
  // The service spells it so here.
  const type = name.value === 'CustomSQL' ? 'CustomSql' : name.value;
  const other = context.of({ ...context.rule, type, parameters, at: name.at });
  const numbers = numbersOf(ruleTypeOf(other, types), other);
  const { source, origin } = context;
  if (numbers.length > 0) return numbers.map((check) => [{ ...check, source, origin, past: { unusual } }]);
  const kept = Object.keys(types).filter((word) => types[word]?.figure ?? types[word]?.numbers);
  return [
    [context.unsupported(`${type} has no number that is kept of earlier data, as these have: ${kept.join(', ')}`)],
  ];
}
