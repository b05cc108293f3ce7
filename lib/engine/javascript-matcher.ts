import { BOOLEAN, DuckDBScalarFunction, VARCHAR } from '@duckdb/node-api';
import { javascriptTest, javascriptTests } from '../core/checks/javascript/registry.ts';
import { ecmaPattern, javascriptMatches } from '../core/checks/matching.ts';
import { within } from './within.ts';

type Test = (text: string) => boolean;

/**
 * The SQL function behind patterns that RE2 refuses: `(value, pattern) -> boolean`, null for null.
 * A pattern may take exponential time on a crafted value, so all its calls together get `budgetMs`.
 */
export function javascriptMatcher(budgetMs: number): DuckDBScalarFunction {
  return testing({ name: javascriptMatches, constants: 1, budgetMs }, (source = '') => {
    const expression = ecmaPattern(source);
    return (text) => expression.test(text);
  });
}

/** The SQL function behind tests that only JavaScript has: `(text, test, argument) -> boolean`, null for null. */
export function javascriptTester(budgetMs: number): DuckDBScalarFunction {
  return testing({ name: javascriptTest, constants: 2, budgetMs }, (name = '', argument = '') =>
    javascriptTests[name as keyof typeof javascriptTests](argument),
  );
}

export const slowPattern = 'signalbox: pattern over its time';

/** A function of a text and of constants that say which test it is. */
function testing(
  { name, constants: count, budgetMs }: { name: string; constants: number; budgetMs: number },
  make: (...constants: string[]) => Test,
): DuckDBScalarFunction {
  const run = within(budgetMs);
  const tests = new Map<string, Test>();
  return DuckDBScalarFunction.create({
    name,
    parameterTypes: Array(1 + count).fill(VARCHAR),
    returnType: BOOLEAN,
    specialHandling: true,
    mainFunction: (info, input, output) => {
      const [texts = [], ...others] = input.getColumns();
      try {
        const constants = others.map((column) => String(column.find((constant) => constant !== null) ?? ''));
        const key = JSON.stringify(constants);
        const test = tests.get(key) ?? make(...constants);
        tests.set(key, test);
        for (const [row, result] of run(test, texts as Array<string | null>).entries()) output.setItem(row, result);
        output.flush();
      } catch (thrown) {
        const slow = (thrown as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
        info.setError(slow ? slowPattern : String(thrown));
      }
    },
  });
}
