import type { Json } from '../json.ts';
import type { Cursor } from './cursor.ts';
import type { Condition, Operand, Path } from './path.ts';

/** How to parse a path inside a condition; handed in, since paths hold conditions and conditions hold paths. */
export type PathAt = (cursor: Cursor, roots: string) => Path;

const OPERATOR = /==|!=|<=|>=|=~|<|>|(?:nin|in|subsetof|anyof|noneof|contains|size|empty)\b/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const REGEX = /\/((?:\\.|[^/\\])+)\/([a-z]*)/y;

export function parseCondition(cursor: Cursor, pathAt: PathAt): Condition {
  return joined(cursor, '||', 'or', () => joined(cursor, '&&', 'and', () => term(cursor, pathAt)));
}

function joined(cursor: Cursor, token: string, kind: 'and' | 'or', next: () => Condition): Condition {
  const parts = [next()];
  while (cursor.spaces().take(token)) parts.push(next());
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : { kind, parts };
}

function term(cursor: Cursor, pathAt: PathAt): Condition {
  cursor.spaces();
  if (cursor.take('!')) return { kind: 'not', part: term(cursor, pathAt) };
  if (cursor.take('(')) {
    const inner = parseCondition(cursor, pathAt);
    cursor.spaces().expect(')');
    return inner;
  }
  const left = operand(cursor, pathAt);
  const operator = cursor.spaces().match(OPERATOR);
  if (operator !== undefined) return { kind: 'compare', operator, left, right: operand(cursor, pathAt) };
  if (left.kind === 'path') return { kind: 'exists', path: left.path };
  throw cursor.error('expected a comparison');
}

function operand(cursor: Cursor, pathAt: PathAt): Operand {
  cursor.spaces();
  if (cursor.char === '@' || cursor.char === '$') return { kind: 'path', path: pathAt(cursor, '$@') };
  if (cursor.char === '/') return pattern(cursor);
  return { kind: 'value', value: literal(cursor) };
}

function literal(cursor: Cursor): Json {
  cursor.spaces();
  if (cursor.char === "'" || cursor.char === '"') return cursor.quoted();
  const word = cursor.match(WORD);
  if (word !== undefined) return JSON.parse(word) as Json;
  const digits = cursor.match(NUMBER);
  if (digits !== undefined) return Number(digits);
  if (!cursor.take('[')) throw cursor.error('expected a value');
  const items: Json[] = [];
  while (!cursor.spaces().take(']')) {
    items.push(literal(cursor));
    cursor.spaces().take(',');
  }
  return items;
}

function pattern(cursor: Cursor): Operand {
  const text = cursor.match(REGEX);
  if (text === undefined) throw cursor.error('unterminated regular expression');
  const end = text.lastIndexOf('/');
  return { kind: 'pattern', regex: new RegExp(text.slice(1, end), text.slice(end + 1)) };
}
