/** Atoms that mean the same in ECMA-262 and RE2, and escapes that are translated. */
const sameEscapes = 'dDwWbBtnrfv.*+?^$|(){}[]\\/-';
const anyButLineEnd = '[^\\n\\r\\x{2028}\\x{2029}]';
// WhiteSpace and LineTerminator of ECMA-262 §12.2 and §12.3.
const space =
  '\\t\\n\\v\\f\\r \\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}';
/** RE2 refuses programs that are larger; so does its `{n}` beyond 1,000. */
const maxRepeats = 1_000;

/**
 * The RE2 spelling of an ECMA-262 pattern, or undefined where the engines may differ. Only constructs on this short
 * list are translated, so that what is unknown takes the slow and right way.
 */
export function toRe2(pattern: string): string | undefined {
  let out = '';
  let repeats = 1;
  let at = 0;
  while (at < pattern.length) {
    const rest = pattern.slice(at, at + 2_000);
    const token = readClass(rest) ?? readEscape(rest) ?? readGroup(rest) ?? readRepeat(rest) ?? readPlain(rest);
    if (token === undefined || misplacedAnchor(pattern, at, token)) return undefined;
    repeats *= token.repeats ?? 1;
    if (repeats > maxRepeats) return undefined;
    out += token.re2;
    at += token.length;
  }
  return out;
}

/**
 * DuckDB rewrites a pattern of literals and anchors to a search for the literals wherever the anchors stand: it finds
 * `$a` in `a`. Anchors are handed over only at the ends of the pattern.
 */
function misplacedAnchor(pattern: string, at: number, { length, re2 }: Token): boolean {
  return (re2 === '^' && at > 0) || (re2 === '$' && at + length < pattern.length);
}

interface Token {
  re2: string;
  length: number;
  repeats?: number;
}

function readEscape(rest: string): Token | undefined {
  const next = rest[1];
  if (rest[0] !== '\\' || next === undefined) return undefined;
  if (next === 's') return { re2: `[${space}]`, length: 2 };
  if (next === 'S') return { re2: `[^${space}]`, length: 2 };
  return sameEscapes.includes(next) ? { re2: `\\${next}`, length: 2 } : undefined;
}

function readGroup(rest: string): Token | undefined {
  if (rest.startsWith('(?:')) return { re2: '(?:', length: 3 };
  if (rest[0] === '(' && rest[1] !== '?') return { re2: '(', length: 1 };
  return undefined;
}

function readRepeat(rest: string): Token | undefined {
  const braces = /^\{(\d{1,4})(,(\d{0,4}))?\}/.exec(rest);
  if (!braces) return undefined;
  const repeats = Math.max(1, Number(braces[1]), Number(braces[3] || 0));
  return { re2: braces[0], length: braces[0].length, repeats };
}

function readPlain(rest: string): Token | undefined {
  const character = rest[0] ?? '';
  if (character === '.') return { re2: anyButLineEnd, length: 1 };
  if ('[]{}(\\'.includes(character)) return undefined;
  // Above ASCII the two may count one character as two.
  return character <= '~' && character >= ' ' ? { re2: character, length: 1 } : undefined;
}

/** `[a-z\d_.-]`, `[^,]`; a bracket or an unusual escape inside goes the slow way. */
function readClass(rest: string): Token | undefined {
  const found = /^\[(\^|(?!\^))((?:[ !-Z^-~]|\\[dwtnr.*+?^$|(){}[\]\\/-])+)\]/.exec(rest);
  // A class escape beside a hyphen is a range to neither engine in the same way.
  if (!found || /-\\[dw]|\\[dw]-./.test(found[2] ?? '')) return undefined;
  return { re2: `[${found[1]}${found[2]}]`, length: found[0].length };
}
