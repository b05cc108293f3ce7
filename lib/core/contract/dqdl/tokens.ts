import { InputError } from '../../errors.ts';
import { lineAt, lineEndsOf } from '../../lines.ts';

export type TokenKind = 'word' | 'text' | 'number' | 'sign' | 'end';

/** `value`: of a text what is between its quotes, of all others what is written. `at`: its offset in the ruleset. */
export interface Token {
  kind: TokenKind;
  value: string;
  at: number;
  end: number;
}

export interface Ruleset {
  text: string;
  file: string;
  /** Offsets of the ends of lines. */
  lineEnds: number[];
}

const maxCharacters = 1 << 20;

export function rulesetOf(text: string, file: string): Ruleset {
  if (text.length > maxCharacters)
    throw new InputError('contract-invalid', `${file}:1: ${text.length} characters; at most ${maxCharacters} are read`);
  return { text, file, lineEnds: lineEndsOf(text) };
}

/** An error at a place of the ruleset, with line and column counted from 1. */
export function faultAt(ruleset: Ruleset, at: number, says: string): InputError {
  const line = lineOf(ruleset, at);
  const column = at - (ruleset.lineEnds[line - 2] ?? -1);
  return new InputError('contract-invalid', `${ruleset.file}:${line}:${column}: ${says}`);
}

export function lineOf({ lineEnds }: Ruleset, at: number): number {
  return lineAt(lineEnds, at);
}

const spaces = /(?:\s|#[^\n]*)*/y;
const plain: Array<[TokenKind, RegExp]> = [
  ['word', /[A-Za-z_][A-Za-z0-9_]*/y],
  ['number', /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ['sign', /!=|>=|<=|[=><[\](),+\-*/$]/y],
];

/** The words of a ruleset, without spaces and comments, and an `end` after the last. */
export function tokensOf(ruleset: Ruleset): Token[] {
  const tokens: Token[] = [];
  let at = endOf(spaces, ruleset.text, ruleset.text.startsWith('\uFEFF') ? 1 : 0);
  while (at < ruleset.text.length) {
    const token = tokenAt(ruleset, at);
    tokens.push(token);
    at = endOf(spaces, ruleset.text, token.end);
  }
  return [...tokens, { kind: 'end', value: '', at, end: at }];
}

function endOf(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}

function tokenAt(ruleset: Ruleset, at: number): Token {
  const { text } = ruleset;
  if (text[at] === '"') return textAt(ruleset, at);
  for (const [kind, pattern] of plain) {
    const end = endOf(pattern, text, at);
    if (end > at) return { kind, value: text.slice(at, end), at, end };
  }
  throw faultAt(ruleset, at, `${JSON.stringify(text[at])} has no meaning here; texts are in double quotes`);
}

/** A backslash before a quote keeps it; every other one is part of the text, as regular expressions need it. */
function textAt(ruleset: Ruleset, at: number): Token {
  const { text } = ruleset;
  for (let close = text.indexOf('"', at + 1); close !== -1; close = text.indexOf('"', close + 1)) {
    if (text[close - 1] === '\\') continue;
    return { kind: 'text', value: text.slice(at + 1, close).replaceAll('\\"', '"'), at, end: close + 1 };
  }
  throw faultAt(ruleset, at, 'a text without its closing quote');
}

/** How a token is called in messages. */
export function shown({ kind, value }: Token): string {
  if (kind === 'end') return 'the end';
  return kind === 'text' ? `the text ${JSON.stringify(value.slice(0, 60))}` : JSON.stringify(value.slice(0, 60));
}
