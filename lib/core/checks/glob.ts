/** Longer ones cost more to compare than to match. */
const maxLength = 64;

const digit = /\\d|\\p\{Nd\}/y;
const word = /\\w/y;
/** Members of which none means anything else in a class of GLOB. */
const members = /\[((?:[A-Za-z0-9]-[A-Za-z0-9]|[A-Za-z0-9_ .,:;@#%&=~/])+)\]/y;
const escaped = /\\([./])/y;
const literal = /[-A-Za-z0-9_ ,:;@#%&=~/]/y;
const repeated = /\{(\d{1,2})\}/y;

/**
 * A GLOB of SQL for a pattern that is anchored at both ends and made of ASCII letters and classes, each a fixed number of times. What
 * it accepts the pattern accepts, and it takes half as long; what it refuses may still match (digits of other scripts, a line end).
 */
export function globWithin(pattern: string): string | undefined {
  const [, wrapped, bare] = /^\^(?:\(\?:([^()|]*)\)|([^()|]*?))(?:\\n\?)?\$$/.exec(pattern) ?? [];
  const inner = (wrapped ?? bare)?.replace(/\\n\?$/, '');
  if (inner === undefined) return undefined;
  let [glob, length, at] = ['', 0, 0];
  while (at < inner.length) {
    const item = itemAt(inner, at);
    if (item === undefined) return undefined;
    at += item.length;
    const times = found(repeated, inner, at);
    at += times?.[0].length ?? 0;
    const count = Number(times?.[1] ?? 1);
    length += count;
    if (length > maxLength) return undefined;
    glob += item.glob.repeat(count);
  }
  return length === 0 ? undefined : glob;
}

function itemAt(pattern: string, at: number): { glob: string; length: number } | undefined {
  const list: Array<[RegExp, (found: RegExpExecArray) => string]> = [
    [digit, () => '[0-9]'],
    [word, () => '[0-9A-Za-z_]'],
    [members, ([whole]) => whole],
    [escaped, ([, character = '']) => character],
    [literal, ([character]) => character],
  ];
  for (const [token, globOf] of list) {
    const match = found(token, pattern, at);
    if (match) return { glob: globOf(match), length: match[0].length };
  }
  return undefined;
}

function found(token: RegExp, text: string, at: number): RegExpExecArray | null {
  token.lastIndex = at;
  return token.exec(text);
}
