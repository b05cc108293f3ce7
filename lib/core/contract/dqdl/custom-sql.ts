import type { Clauses, RuleContext } from './rule-context.ts';
import { fromSparkSql } from './spark-sql.ts';

/**
 * With a condition, the query's one number; without, the share of rows that the query gives back, which is all of them
 * unless a threshold says otherwise.
 */
export function customSql(context: RuleContext): Clauses {
  const { parameters, condition, threshold, where, at } = context.rule;
  if (where !== undefined) throw context.fault(at, '`where` has no effect on CustomSql: write it into the query');
  if (condition && threshold) throw context.fault(at, '`with threshold` has no effect beside a condition');
  const written = fromSparkSql(parameters[0]?.value ?? '').replace(/[;\s]+$/, '');
  if (condition) return [context.figure('sql-value', [], { query: written })];
  const share = `SELECT (SELECT count(*) FROM (${written}\n)) / (SELECT count(*) FROM {batch})`;
  if (!threshold) return [[context.check('sql-value', [], { query: share, minimum: 1 })]];
  return [context.figure('sql-value', [], { query: share }, threshold)];
}
