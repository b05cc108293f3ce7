import * as z from 'zod';
import type { Column } from './column.ts';
import { globWithin } from './glob.ts';
import { fromPython } from './python-pattern.ts';
import { toRe2 } from './re2.ts';
import { text } from './sql.ts';

/** Name of the SQL function by which the engine runs JavaScript's own matcher: `(value, pattern) -> boolean`. */
export const javascriptMatches = 'signalbox_javascript_matches';

/** ECMA-262 and Python's `re` search; `like` is SQL's, which is about the whole text, and SQL Server's has classes too. */
export const dialects = ['ecma', 'python', 'like', 'like-classes'] as const;
export type Dialect = (typeof dialects)[number];
export const anchors = ['none', 'start', 'full'] as const;

export interface Matching {
  dialect: Dialect;
  /** Where a match must begin and end. Without meaning for `like`. */
  anchored: (typeof anchors)[number];
}

export const matchingArgs = { dialect: z.enum(dialects).default('ecma'), anchored: z.enum(anchors).default('none') };

/** JavaScript's regular expression of a pattern, by code points wherever the pattern allows that. */
export function ecmaPattern(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return new RegExp(pattern);
  }
}

/** Why a pattern cannot be used; undefined when it can. */
export function faultOf(pattern: string, dialect: Dialect): string | undefined {
  if (dialect === 'like' || dialect === 'like-classes') return undefined;
  try {
    ecmaPattern(dialect === 'python' ? fromPython(pattern) : pattern);
    return undefined;
  } catch {
    const shown = JSON.stringify(pattern.length > 200 ? `${pattern.slice(0, 200)}…` : pattern);
    return dialect === 'python'
      ? `got ${shown}, which is not a regular expression of Python's \`re\` that can be read`
      : `got ${shown}, which is not an ECMA-262 regular expression`;
  }
}

export const patternArg = z.string().min(1).max(10_000);

/** Of names of columns. */
export const namePattern = patternArg.refine((pattern) => faultOf(pattern, 'ecma') === undefined, {
  error: 'is not an ECMA-262 regular expression',
});

/**
 * SQL that is true where the text matches. RE2 where both engines agree, for its speed and its linear time; JavaScript's
 * engine for look-around, back references and what else RE2 lacks. Texts of one length, such as most keys, need neither.
 */
export function matches(column: Column, pattern: string, { dialect, anchored }: Matching): string {
  if (dialect === 'like') return `${column.text} LIKE ${text(pattern)}`;
  if (dialect === 'like-classes') return `regexp_full_match(${column.text}, ${text(fromLikeClasses(pattern))}, 's')`;
  const source = anchor(dialect === 'python' ? fromPython(pattern) : pattern, anchored);
  const re2 = toRe2(source);
  const whole =
    re2 === undefined
      ? `${javascriptMatches}(${column.text}, ${text(source)})`
      : `regexp_matches(${column.text}, ${text(re2)})`;
  const glob = globWithin(source);
  return glob === undefined ? whole : `CASE WHEN ${column.text} GLOB ${text(glob)} THEN true ELSE ${whole} END`;
}

function anchor(pattern: string, anchored: Matching['anchored']): string {
  if (anchored === 'none') return pattern;
  const begun = /^\^[^|]*$/.test(pattern) ? pattern : `^(?:${pattern})`;
  return anchored === 'start' ? begun : `${begun}$`;
}

/** A LIKE pattern of SQL Server in RE2: `%` any text, `_` any character, `[a-c]` one of some, `[^a-c]` one of the others. */
function fromLikeClasses(pattern: string): string {
  return pattern.replace(
    /\[(\^?)([^\]]+)\]|./gsu,
    (found, negated: string | undefined, members: string | undefined) => {
      if (members !== undefined) return `[${negated}${members.replace(/[\\[^]/g, '\\$&')}]`;
      if (found === '%') return '.*';
      return found === '_' ? '.' : found.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    },
  );
}
