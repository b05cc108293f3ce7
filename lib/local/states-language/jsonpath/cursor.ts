import { PathSyntaxError } from './path.ts';

/** A place in a text, with the few moves that hand-written parsers need. */
export class Cursor {
  readonly text: string;
  at: number;

  constructor(text: string, at = 0) {
    this.text = text;
    this.at = at;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  get char(): string {
    return this.text[this.at] ?? '';
  }

  spaces(): this {
    while (this.char !== '' && ' \t\n\r'.includes(this.char)) this.at += 1;
    return this;
  }

  /** Moves past `token` if it comes next. */
  take(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  expect(token: string): void {
    if (!this.take(token)) throw this.error(`expected ${JSON.stringify(token)}`);
  }

  /** Moves past what a sticky regular expression matches here. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  /** A quoted string, the cursor being on its quote; a backslash keeps that quote, or itself, and is else a character as any. */
  quoted(): string {
    const quote = this.char;
    let value = '';
    for (this.at += 1; !this.done; this.at += 1) {
      if (this.char === quote) {
        this.at += 1;
        return value;
      }
      const next = this.text[this.at + 1];
      if (this.char === '\\' && (next === quote || next === '\\')) this.at += 1;
      value += this.char;
    }
    throw this.error('unterminated string');
  }

  error(problem: string): PathSyntaxError {
    return new PathSyntaxError(this.text, this.at, problem);
  }
}
