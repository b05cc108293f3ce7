import type { InputError } from '../../errors.ts';
import { spellings } from './condition.ts';
import { invalid, type Token, tokenize } from './tokens.ts';

/** Deeper nesting than any condition needs, and shallow enough for every stack. */
const deepest = 64;

/** A place in a condition, while it is parsed. */
export class Cursor {
  readonly #text: string;
  readonly #tokens: Token[];
  #index = 0;
  #depth = 0;
  #predicates = 0;

  /** @throws InputError `condition-invalid` */
  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokenize(text);
  }

  /** The token that comes next; the end stays the end. */
  get next(): Token {
    return this.#tokens[this.#index] ?? { kind: 'end', text: '', at: this.#text.length + 1 };
  }

  /** Its text as an operator, `&&` as `and`; undefined for literals. */
  get word(): string | undefined {
    return wordOf(this.next);
  }

  get afterNext(): string | undefined {
    const token = this.#tokens[this.#index + 1];
    return token && wordOf(token);
  }

  get inPredicate(): boolean {
    return this.#predicates > 0;
  }

  take(): Token {
    const token = this.next;
    this.#index += 1;
    return token;
  }

  expect(sign: string, told = `\`${sign}\``): void {
    if (this.next.kind !== 'sign' || this.next.text !== sign) throw this.expected(told);
    this.take();
  }

  expected(what: string): InputError {
    return this.invalid(`expected ${what}, got ${this.next.kind === 'end' ? 'the end' : `\`${this.next.text}\``}`);
  }

  invalid(says: string, at = this.next.at): InputError {
    return invalid(this.#text, at, says);
  }

  deeper<T>(read: () => T): T {
    if (this.#depth === deepest) throw this.invalid(`nested deeper than ${deepest}`);
    this.#depth += 1;
    const made = read();
    this.#depth -= 1;
    return made;
  }

  withPredicate<T>(read: () => T): T {
    this.#predicates += 1;
    const made = read();
    this.#predicates -= 1;
    return made;
  }
}

function wordOf({ kind, text }: Token): string | undefined {
  if (kind !== 'name' && kind !== 'sign') return undefined;
  return spellings.get(text) ?? text;
}
