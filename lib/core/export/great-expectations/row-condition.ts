import type { Condition } from '../../checks/condition.ts';

/** Arguments that narrow an expectation to the rows of a condition; undefined where they cannot say it. */
export function rowConditionOf(condition: Condition): Record<string, unknown> | undefined {
  if ('sql' in condition) return { row_condition: condition.sql, condition_parser: 'spark' };
  const tree = treeOf(condition);
  return tree && { row_condition: tree };
}

function treeOf(condition: Condition): object | undefined {
  if ('all' in condition) return branchOf('and', condition.all);
  if ('any' in condition) return branchOf('or', condition.any);
  if ('not' in condition || 'sql' in condition) return undefined;
  const column = { name: condition.column };
  if ('is' in condition) return { type: 'nullity', column, is_null: condition.is === 'null' };
  const { operator } = condition;
  const parameter = 'values' in condition ? condition.values : condition.value;
  if (typeof parameter === 'object' && parameter !== null && !Array.isArray(parameter)) return undefined;
  const words: Record<string, string> = { in: 'IN', 'not in': 'NOT_IN' };
  return { type: 'comparison', column, operator: words[operator] ?? operator, parameter };
}

function branchOf(type: 'and' | 'or', parts: Condition[]): object | undefined {
  const conditions = parts.map(treeOf);
  return conditions.length === 0 || conditions.includes(undefined) ? undefined : { type, conditions };
}
