import { columnList, referenceParameter } from './reference-parameter.ts';
import type { Clauses, RuleContext } from './rule-context.ts';
import { withShare } from './threshold.ts';

/** The share of all rows whose values are there in another data set; a row without one fails, as a join finds nothing for it. */
export function referentialIntegrity(context: RuleContext): Clauses {
  const [own, other] = context.rule.parameters;
  if (!own || !other) return [];
  const { reference, columns } = referenceParameter(other, context);
  const ours = columnList(own.value);
  if (ours.length !== columns.length)
    throw context.fault(
      other.at,
      `${columns.length} columns of ${reference} beside ${ours.length} of the data; as many are needed`,
    );
  const check = context.check('referential-integrity', ours, { reference, columns }, { missing: 'fail' });
  return withShare(check, context.rule.condition, context).map((one) => [one]);
}
