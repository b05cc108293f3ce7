import type { Check } from '../../checks/check.ts';
import type { Clauses, RuleContext } from './rule-context.ts';
import { fromSparkSql } from './spark-sql.ts';

/**
 * With a condition, the query's one number; without, the share of rows that the query gives back, which is all of them
 * unless a threshold says otherwise.
 */
export function customSql(context: RuleContext): Clauses {
  const { condition, threshold } = context.rule;
  if (condition && threshold) throw context.fault(context.rule.at, '`with threshold` has no effect beside a condition');
  if (condition) return [context.lying(customFigure(context))];
  const share = `SELECT (SELECT count(*) FROM (${queryOf(context)}\n)) / (SELECT count(*) FROM {batch})`;
  if (!threshold) return [[context.check('sql-value', [], { query: share, minimum: 1 })]];
  return [context.lying(context.check('sql-value', [], { query: share }), threshold)];
}

/** The query's one number. */
export function customFigure(context: RuleContext): Check {
  return context.check('sql-value', [], { query: queryOf(context) });
}

function queryOf(context: RuleContext): string {
  const { parameters, where, at } = context.rule;
  if (where !== undefined) throw context.fault(at, '`where` has no effect on CustomSql: write it into the query');
  return fromSparkSql(parameters[0]?.value ?? '').replace(/[;\s]+$/, '');
}
