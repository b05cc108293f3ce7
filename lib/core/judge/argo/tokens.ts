import { InputError } from '../../errors.ts';

/** A word, number, string or sign of a condition. `at` is the 1-based character where it begins. */
export type Token =
  | { kind: 'number'; text: string; value: number; at: number }
  | { kind: 'string'; text: string; value: string; at: number }
  | { kind: 'name' | 'sign' | 'end'; text: string; at: number };

/** A condition of an analysis is a line; this is some twenty of the longest in Argo's documents. */
const maxCharacters = 2_048;

const space = /[ \t\r\n]+/y;
const number = /(?:\d[\d_]*(?:\.\d[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y;
const name = /[A-Za-z_][A-Za-z0-9_]*/y;
const text = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`/y;
const sign = /&&|\|\||==|!=|<=|>=|\*\*|[<>!+\-*/%()[\]{},.?:#]/y;

/**
 * Cuts a condition into tokens, the last of which is its end.
 * @throws InputError `condition-invalid` that names the character.
 */
export function tokenize(condition: string): Token[] {
  if (condition.length > maxCharacters)
    throw new InputError(
      'condition-invalid',
      `a condition of ${condition.length} characters; at most ${maxCharacters} are read`,
    );
  const placeholder = condition.indexOf('{{');
  if (placeholder >= 0)
    throw invalid(condition, placeholder + 1, 'an argument that is not filled in: its value belongs here');
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(condition)?.[0];
  };
  while (at < condition.length) {
    const blank = match(space);
    const token = blank === undefined ? read(match, at + 1, condition) : undefined;
    if (token) tokens.push(token);
    at += (blank ?? token?.text ?? '').length;
  }
  return [...tokens, { kind: 'end', text: '', at: condition.length + 1 }];
}

function read(match: (pattern: RegExp) => string | undefined, at: number, condition: string): Token {
  const digits = match(number);
  if (digits !== undefined) return { kind: 'number', text: digits, value: Number(digits.replaceAll('_', '')), at };
  const word = match(name);
  if (word !== undefined) return { kind: 'name', text: word, at };
  const quoted = match(text);
  if (quoted !== undefined) return { kind: 'string', text: quoted, value: unquote(quoted, at, condition), at };
  const mark = match(sign);
  if (mark !== undefined) return { kind: 'sign', text: mark, at };
  const found = condition[at - 1] ?? '';
  const open = '"\'`'.includes(found);
  throw invalid(
    condition,
    at,
    open ? 'the string that begins here has no end' : `${JSON.stringify(found)} is not known here`,
  );
}

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', '\\': '\\', '"': '"', "'": "'" };

/** Between backticks every character is itself. */
function unquote(quoted: string, at: number, condition: string): string {
  const inner = quoted.slice(1, -1);
  if (quoted.startsWith('`')) return inner;
  return inner.replaceAll(/\\(.)/gs, (_, letter: string, offset: number) => {
    if (Object.hasOwn(escapes, letter)) return escapes[letter] ?? '';
    const known = Object.keys(escapes)
      .map((one) => `\\${one}`)
      .join(' ');
    throw invalid(condition, at + 1 + offset, `\\${letter} is not known here; known: ${known}`);
  });
}

/** Every fault of a condition: where it is, in characters from 1, and what would have been right. */
export function invalid(condition: string, at: number, says: string): InputError {
  return new InputError('condition-invalid', `condition ${JSON.stringify(condition)}: character ${at}: ${says}`);
}
