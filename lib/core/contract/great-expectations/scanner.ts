/** What an expression cannot be read as; the caller says where it stands. */
export class Unreadable extends Error {}

/** The deepest nesting that is read: each level is a few frames of the stack. */
const maxDepth = 100;

/** Reads a text from left to right, blanks between its words apart. */
export class Scanner {
  readonly text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The next word when it is of the pattern, which must be sticky; its groups too. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    this.#skipBlanks();
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text) ?? undefined;
    if (found) this.#at = pattern.lastIndex;
    return found;
  }

  expect(pattern: RegExp, what: string): RegExpExecArray {
    return this.take(pattern) ?? this.fail(what);
  }

  fail(expected: string): never {
    const rest = this.text.slice(this.#at, this.#at + 30);
    throw new Unreadable(`expected ${expected} at ${rest === '' ? 'the end' : JSON.stringify(rest)}`);
  }

  ended(): boolean {
    this.#skipBlanks();
    return this.#at === this.text.length;
  }

  /** Reads something that may hold itself. */
  nested<T>(read: () => T): T {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw new Unreadable(`nested deeper than ${maxDepth}`);
    const value = read();
    this.#depth -= 1;
    return value;
  }

  #skipBlanks(): void {
    while (/\s/.test(this.text[this.#at] ?? '')) this.#at += 1;
  }
}
