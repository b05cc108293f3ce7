import type { Condition } from '../../../checks/condition.ts';
import { Unreadable } from '../scanner.ts';
import { parseMiniLanguage } from './mini-language.ts';
import { parsePandasQuery } from './pandas-query.ts';
import { parseTree } from './tree.ts';

const parsers: Record<string, (text: string) => Condition> = {
  great_expectations: parseMiniLanguage,
  great_expectations__experimental__: parseMiniLanguage,
  pandas: parsePandasQuery,
  // Spark SQL, which the engine guards as it guards all SQL of users.
  spark: (sql) => ({ sql }),
};

/**
 * What `row_condition` and `condition_parser` say together; undefined where there is none.
 * @throws Unreadable in words that stand after the name of the argument.
 */
export function parseRowCondition(condition: unknown, parser: unknown): Condition | undefined {
  const known = Object.keys(parsers);
  if (parser != null && !known.includes(String(parser))) {
    const permitted = known.map((name) => `'${name}'`).join(', ');
    throw new Unreadable(`condition_parser: value is not a valid enumeration member; permitted: ${permitted}`);
  }
  if (condition == null || condition === '') return undefined;
  try {
    const chosen = parser == null ? guessed : (parsers[String(parser)] ?? guessed);
    return typeof condition === 'string' ? chosen(condition) : parseTree(condition, chosen);
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown;
    throw new Unreadable(`row_condition: unable to parse condition ${JSON.stringify(condition)}: ${thrown.message}`);
  }
}

/** Without a parser the words tell: nothing but the own language begins with `col(`. */
function guessed(text: string): Condition {
  return /^\s*col\(/.test(text) ? parseMiniLanguage(text) : parsePandasQuery(text);
}
