type Rule = [from: RegExp, to: (found: RegExpExecArray) => string];

const letters = '\\p{L}\\p{N}_';
const whole = (found: RegExpExecArray) => found[0];

/** Escapes that both worlds know, inside of a class and outside. */
const escapes: Rule[] = [
  [/\\d/y, () => '\\p{Nd}'],
  [/\\D/y, () => '\\P{Nd}'],
  [/\\a/y, () => '\\x07'],
  [/\\U([0-9A-Fa-f]{8})/y, ([, digits = '0']) => `\\u{${Number.parseInt(digits, 16).toString(16)}}`],
  [/\\[A-Za-z0-9^$\\.*+?()[\]{}|/]/y, whole],
  // With the flag `u`, only what means something may be escaped.
  [/\\-/y, () => '\\x2d'],
  [/\\(.)/suy, ([, character = '']) => character],
];

const outside: Rule[] = [
  [/\(\?P<([A-Za-z_]\w*)>/y, ([, name]) => `(?<${name}>`],
  [/\(\?P=([A-Za-z_]\w*)\)/y, ([, name]) => `\\k<${name}>`],
  [/\(\?#[^)]*\)/y, () => ''],
  [/\\A/y, () => '^'],
  [/\\Z/y, () => '$'],
  [/\\w/y, () => `[${letters}]`],
  [/\\W/y, () => `[^${letters}]`],
  // Python's $ matches before a line feed that ends the text, too.
  [/\$$/y, () => '\\n?$'],
  [/\$/y, () => '(?=\\n?$)'],
  [/\{,(\d+)\}/y, ([, most]) => `{0,${most}}`],
  [/\{\d+(,\d*)?\}/y, whole],
  // A bracket or brace that closes or repeats nothing stands for itself.
  [/[{}\]]/y, ([character]) => `\\${character}`],
  ...escapes,
];

const inside: Rule[] = [[/\\w/y, () => letters], [/\[/y, () => '\\['], ...escapes];

/**
 * The ECMA-262 spelling of a pattern of Python's `re`, for searching with the flag `u`. What Python has and JavaScript has
 * not (possessive quantifiers, conditionals) stays as it is, so that it is refused as a pattern.
 */
export function fromPython(pattern: string): string {
  const flags = /^\(\?([aiLmsux]+)\)/.exec(pattern);
  const body = translate(flags ? pattern.slice(flags[0].length) : pattern);
  const kept = (flags?.[1] ?? '').replace(/[auL]/g, '');
  return kept === '' ? body : `(?${kept}:${body})`;
}

function translate(pattern: string): string {
  let out = '';
  let at = 0;
  while (at < pattern.length) {
    const opening = /\[\^?\]?/y;
    opening.lastIndex = at;
    const opened = opening.exec(pattern);
    if (!opened) {
      const [length, to] = step(outside, pattern, at);
      out += to;
      at += length;
      continue;
    }
    // A bracket that comes first in a class stands for itself.
    out += opened[0].replace(']', '\\]');
    at += opened[0].length;
    while (at < pattern.length && pattern[at] !== ']') {
      const [length, to] = step(inside, pattern, at);
      out += to;
      at += length;
    }
    if (at < pattern.length) out += ']';
    at += 1;
  }
  return out;
}

function step(rules: Rule[], pattern: string, at: number): [length: number, to: string] {
  for (const [from, to] of rules) {
    from.lastIndex = at;
    const found = from.exec(pattern);
    if (found) return [found[0].length, to(found)];
  }
  const character = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
  return [character.length, character];
}
