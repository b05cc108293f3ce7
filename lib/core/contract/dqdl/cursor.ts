import type { InputError } from '../../errors.ts';
import { faultAt, type Ruleset, shown, type Token, tokensOf } from './tokens.ts';

/** Reads the tokens of a ruleset one after the other. Signs and the words of the language are told apart by their spelling. */
export class Cursor {
  private readonly ruleset: Ruleset;
  private readonly tokens: Token[];
  private index = 0;

  constructor(ruleset: Ruleset) {
    this.ruleset = ruleset;
    this.tokens = tokensOf(ruleset);
  }

  peek(ahead = 0): Token {
    return this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)] as Token;
  }

  next(): Token {
    const token = this.peek();
    this.index += 1;
    return token;
  }

  /** Offset after the last token that was read. */
  get passed(): number {
    return this.tokens[this.index - 1]?.end ?? 0;
  }

  /** Whether the next token is this sign or word; words may be written in any case. */
  sees(word: string, ahead = 0): boolean {
    const { kind, value } = this.peek(ahead);
    return (kind === 'sign' || kind === 'word') && value.toLowerCase() === word;
  }

  takes(word: string): boolean {
    const seen = this.sees(word);
    if (seen) this.index += 1;
    return seen;
  }

  expect(word: string): Token {
    if (!this.sees(word)) throw this.unexpected(JSON.stringify(word));
    return this.next();
  }

  text(what: string): Token {
    if (this.peek().kind !== 'text') throw this.unexpected(`${what} in double quotes`);
    return this.next();
  }

  slice(from: number, to: number): string {
    return this.ruleset.text.slice(from, to);
  }

  unexpected(expected: string): InputError {
    return this.fault(this.peek().at, `got ${shown(this.peek())}; ${expected} expected`);
  }

  fault(at: number, says: string): InputError {
    return faultAt(this.ruleset, at, says);
  }
}
