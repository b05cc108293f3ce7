import { z } from 'zod';
import { defineCheck } from '../check.ts';
import { toRe2 } from '../re2.ts';
import { text } from '../sql.ts';

/** Name of the SQL function by which the engine runs JavaScript's own matcher: `(value, pattern) -> boolean`. */
export const javascriptMatches = 'signalbox_javascript_matches';

/** JavaScript's regular expression of a pattern, by code points wherever the pattern allows that. */
export function ecmaPattern(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return new RegExp(pattern);
  }
}

function compiles(pattern: string): boolean {
  try {
    ecmaPattern(pattern);
    return true;
  } catch {
    return false;
  }
}

/**
 * The text contains a match of an ECMA-262 regular expression (anchor it with ^ and $). RE2 where both engines agree,
 * for its speed and its linear time; JavaScript's engine for look-around, back references and what else RE2 lacks.
 */
export const pattern = defineCheck({
  kind: 'pattern',
  args: z.strictObject({
    pattern: z.string().min(1).max(10_000).refine(compiles, { error: 'is not an ECMA-262 regular expression' }),
  }),
  fault: (args) => `not matching ${args.pattern}`,
  failing: (args, column) => {
    const re2 = toRe2(args.pattern);
    const matches =
      re2 === undefined
        ? `${javascriptMatches}(${column.text}, ${text(args.pattern)})`
        : `regexp_matches(${column.text}, ${text(re2)})`;
    return `${column.text} IS NOT NULL AND NOT ${matches}`;
  },
});
