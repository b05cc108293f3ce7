import { isBigWhole } from './big-whole.ts';
import { InputError, messageOf } from './errors.ts';
import { lineAt, lineEndsOf } from './lines.ts';
import type { Path, YamlSource } from './yaml-source.ts';

const maxCharacters = 1 << 24;
/** Deeper files are nobody's contract, and would end the stack. */
const maxDepth = 200;

/** Numbers as Python writes them into JSON, which has no words for them. */
const pythonNumbers = new Map(['NaN', 'Infinity', '-Infinity'].map((word) => [word, Number(word)]));

/** Where a value is, and those inside it by key or index. */
interface Place {
  at: number;
  inside?: Map<string | number, Place>;
}

interface Parsed {
  value: unknown;
  place: Place;
}

/**
 * JSON that knows the line of each of its keys, as `readYaml` does for YAML and many times faster.
 * @throws InputError with `code` when the text is not one JSON document without a key that is there twice.
 */
export function readJsonSource(text: string, file: string, code: string): YamlSource {
  if (text.length > maxCharacters)
    throw new InputError(code, `${file}:1: ${text.length} characters; at most ${maxCharacters} are read`);
  const ends = lineEndsOf(text);
  const { value, place } = new JsonReader(
    text,
    (says, at) => new InputError(code, `${file}:${lineAt(ends, at)}: not JSON: ${says}`),
  ).read();
  return { file, code, value, lineOf: (path) => lineAt(ends, deepest(place, path).at) };
}

function deepest(place: Place, path: Path): Place {
  let found = place;
  for (const step of path) {
    const next = found.inside?.get(step);
    if (!next) break;
    found = next;
  }
  return found;
}

class JsonReader {
  private at = 0;
  private readonly text: string;
  private readonly refuse: (says: string, at: number) => InputError;

  constructor(text: string, refuse: (says: string, at: number) => InputError) {
    this.text = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
    this.refuse = refuse;
  }

  read(): Parsed {
    const parsed = this.value(0);
    const after = this.peek();
    if (after !== '') throw this.refuse(`got ${JSON.stringify(after)} after the end of the document`, this.at);
    return parsed;
  }

  /** The next character that is no space; empty at the end. */
  private peek(): string {
    while (' \t\r\n'.includes(this.text[this.at] ?? 'x')) this.at += 1;
    return this.text[this.at] ?? '';
  }

  private value(depth: number): Parsed {
    const next = this.peek();
    const place: Place = { at: this.at };
    if (depth > maxDepth) throw this.refuse(`nested more than ${maxDepth} deep`, this.at);
    if (next === '{') return { value: this.object(place, depth), place };
    if (next === '[') return { value: this.array(place, depth), place };
    if (next === '"') return { value: this.string(), place };
    const [word] = /^[-+.\w]{1,400}/.exec(this.text.slice(this.at, this.at + 400)) ?? [next];
    const value = pythonNumbers.get(word) ?? this.literal(word);
    this.at += word.length;
    return { value, place };
  }

  private object(place: Place, depth: number): Record<string, unknown> {
    const entries = new Map<string, unknown>();
    const inside = new Map<string, Place>();
    place.inside = inside;
    this.items('}', () => {
      if (this.peek() !== '"') throw this.refuse(`got ${this.shown()}; a key in quotes expected`, this.at);
      const at = this.at;
      const key = this.string();
      if (entries.has(key)) throw this.refuse(`the key ${JSON.stringify(key)} is there twice`, at);
      if (this.peek() !== ':') throw this.refuse(`got ${this.shown()}; a colon expected`, this.at);
      this.at += 1;
      const parsed = this.value(depth + 1);
      entries.set(key, parsed.value);
      inside.set(key, { ...parsed.place, at });
    });
    return Object.fromEntries(entries);
  }

  private array(place: Place, depth: number): unknown[] {
    const values: unknown[] = [];
    const inside = new Map<number, Place>();
    place.inside = inside;
    this.items(']', () => {
      const parsed = this.value(depth + 1);
      inside.set(values.length, parsed.place);
      values.push(parsed.value);
    });
    return values;
  }

  private items(end: '}' | ']', item: () => void): void {
    this.at += 1;
    if (this.peek() === end) {
      this.at += 1;
      return;
    }
    for (;;) {
      item();
      const next = this.peek();
      if (next !== ',' && next !== end) throw this.refuse(`got ${this.shown()}; a comma or ${end} expected`, this.at);
      this.at += 1;
      if (next === end) return;
    }
  }

  private string(): string {
    const from = this.at;
    for (let end = this.text.indexOf('"', from + 1); end !== -1; end = this.text.indexOf('"', end + 1)) {
      let slashes = 0;
      while (this.text[end - 1 - slashes] === '\\') slashes += 1;
      if (slashes % 2 === 1) continue;
      this.at = end + 1;
      return String(this.parse(this.text.slice(from, end + 1), 'a text with a character or an escape that JSON lacks'));
    }
    throw this.refuse('a text without its closing quote', from);
  }

  private literal(word: string): unknown {
    const value = this.parse(word, `got ${JSON.stringify(word)}; a value expected`);
    return isBigWhole(word) ? word : value;
  }

  private parse(literal: string, says: string): unknown {
    try {
      return JSON.parse(literal);
    } catch (thrown) {
      throw this.refuse(thrown instanceof SyntaxError ? says : messageOf(thrown), this.at);
    }
  }

  private shown(): string {
    return this.at >= this.text.length ? 'the end' : JSON.stringify(this.text[this.at]);
  }
}
