import { identifier } from '../../checks/sql.ts';
import type { Clauses, RuleContext } from './rule-context.ts';

const aggregate = /^(sum|avg)\((.+)\)$/i;

/** The ratio of two sums or means of the data's own columns; two that are 0 are the same. */
export function aggregateMatch(context: RuleContext): Clauses {
  const operands = context.rule.parameters.map(({ value, at }) => {
    const [, word = '', name = ''] = aggregate.exec(value.trim()) ?? [];
    if (word === '') throw context.fault(at, `got ${JSON.stringify(value)}; sum(column) or avg(column) expected`);
    const [, alias, column = ''] = /^(?:(.*)\.)?([^.]*)$/.exec(name.trim().replaceAll(/["`]/g, '')) ?? [];
    return { alias, column, sql: `CAST(${word}(${identifier(column)}) AS DOUBLE)` };
  });
  if (operands.some(({ alias }) => alias !== undefined && alias !== 'primary'))
    return [[context.unsupported('it compares with a second data set, and one is judged at a time')]];
  const [a, b] = operands.map(({ sql }) => sql);
  const query = `SELECT CASE WHEN b <> 0 THEN a / b WHEN a = 0 THEN 1 ELSE 0 END FROM (SELECT ${a} AS a, ${b} AS b FROM {batch})`;
  const columns = operands.map(({ column }) => column);
  return [context.intervals().map((interval) => context.check('sql-value', columns, { query, ...interval }))];
}
