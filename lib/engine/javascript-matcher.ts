import { createContext, Script } from 'node:vm';
import { BOOLEAN, DuckDBScalarFunction, VARCHAR } from '@duckdb/node-api';
import { ecmaPattern, javascriptMatches } from '../core/checks/matching.ts';

/**
 * The SQL function behind patterns that RE2 refuses: `(value, pattern) -> boolean`, null for null.
 * A pattern may take exponential time on a crafted value, so all its calls together get `budgetMs`.
 */
export function javascriptMatcher(budgetMs: number): DuckDBScalarFunction {
  const match = budgetedMatch(budgetMs);
  return DuckDBScalarFunction.create({
    name: javascriptMatches,
    parameterTypes: [VARCHAR, VARCHAR],
    returnType: BOOLEAN,
    specialHandling: true,
    mainFunction: (info, input, output) => {
      const [values, patterns] = input.getColumns();
      try {
        const source = String(patterns?.find((pattern) => pattern !== null) ?? '');
        const results = match(source, (values ?? []) as Array<string | null>);
        for (const [row, result] of results.entries()) output.setItem(row, result);
        output.flush();
      } catch (thrown) {
        const slow = (thrown as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
        info.setError(slow ? slowPattern : String(thrown));
      }
    },
  });
}

export const slowPattern = 'signalbox: pattern over its time';

function budgetedMatch(budgetMs: number): (source: string, values: Array<string | null>) => Array<boolean | null> {
  const sandbox: { expression: RegExp; values: Array<string | null> } = { expression: /$/, values: [] };
  const context = createContext(sandbox);
  const script = new Script('values.map((value) => value === null ? null : expression.test(value))');
  let leftMs = budgetMs;
  return (source, values) => {
    sandbox.expression = ecmaPattern(source);
    sandbox.values = values;
    const startedMs = performance.now();
    try {
      return script.runInContext(context, { timeout: Math.max(1, Math.ceil(leftMs)) }) as Array<boolean | null>;
    } finally {
      leftMs -= performance.now() - startedMs;
    }
  };
}
