import { wholeOf } from '../../../big-whole.ts';
import type { Comparison, Condition } from '../../../checks/condition.ts';
import { Scanner } from '../scanner.ts';

/**
 * The condition language of Great Expectations for SQL: `col("name").notNull()`, or `col("name") <op> value` with a
 * number, a text or `date("2020-01-01")`. One comparison, no more.
 */
export function parseMiniLanguage(text: string): Condition {
  const scanner = new Scanner(text);
  const column = scanner.expect(/col\(\s*(?:"([^"]+)"|'([^']+)')\s*\)/y, '`col("name")`');
  const name = column[1] ?? column[2] ?? '';
  if (scanner.take(/\.notnull\(\s*\)/iy)) {
    if (!scanner.ended()) scanner.fail('the end of the condition');
    return { column: name, is: 'present' };
  }
  const operator = scanner.expect(/==|!=|<=|>=|<|>/y, 'an operator or `.notNull()`')[0] as Comparison;
  const value = readValue(scanner);
  if (!scanner.ended()) scanner.fail('the end of the condition; it holds one comparison');
  return { column: name, operator, value, missing: 'sql' };
}

function readValue(scanner: Scanner): string | number {
  const number = scanner.take(/[+-]?\d+(?:\.\d*)?(?:[eE][+-]?\d+)?/y);
  if (number) return wholeOf(number[0]);
  const date = scanner.take(/date\(/y);
  const quoted = scanner.expect(/"([^"]*)"|'([^']*)'/y, 'a number, a text in quotes or `date("…")`');
  if (date) scanner.expect(/\)/y, '`)`');
  return quoted[1] ?? quoted[2] ?? '';
}
