import { createReadStream } from 'node:fs';
import { InputError } from '../../core/errors.ts';

const [quote, lineFeed, carriageReturn] = [0x22, 0x0a, 0x0d];

/**
 * Walks a CSV that the engine refused, byte by byte, to the first place where it breaks the rules (RFC 4180), or else to a record that is
 * longer than what is read. Slow, so it only runs to explain. Undefined when it finds nothing wrong.
 */
export async function locateFault(options: {
  file: string;
  name: string;
  delimiter: string;
  fields: number;
  mostBytes: number;
}): Promise<InputError | undefined> {
  const walk = new Walk(options);
  for await (const chunk of createReadStream(options.file, { highWaterMark: 1 << 18 })) {
    for (const byte of chunk as Buffer) {
      const fault = walk.take(byte);
      if (fault) return fault;
    }
  }
  return walk.end();
}

type Within = 'start' | 'plain' | 'quoted' | 'after-quote';

class Walk {
  readonly #name: string;
  readonly #delimiter: number;
  readonly #expected: number;
  readonly #mostBytes: number;
  #recordBytes = 0;
  #longLine: number | undefined;
  #within: Within = 'start';
  #line = 1;
  #recordLine = 1;
  #fields = 1;
  #previous = 0;
  #blank = true;
  /** Whether lines end with a carriage return too: the first line decides. */
  #windows: boolean | undefined;

  constructor(options: { name: string; delimiter: string; fields: number; mostBytes: number }) {
    this.#name = options.name;
    this.#delimiter = options.delimiter.charCodeAt(0);
    this.#expected = options.fields;
    this.#mostBytes = options.mostBytes;
  }

  take(byte: number): InputError | undefined {
    const previous = this.#previous;
    this.#previous = byte;
    this.#recordBytes += 1;
    if (this.#recordBytes > this.#mostBytes) this.#longLine ??= this.#recordLine;
    if (byte === lineFeed) this.#line += 1;
    if (this.#within === 'quoted') {
      if (byte === quote) this.#within = 'after-quote';
      return undefined;
    }
    if (byte === lineFeed) return this.#endRecord(previous === carriageReturn);
    if (previous === carriageReturn) return this.#lineEnds();
    if (byte === carriageReturn) return undefined;
    this.#blank = false;
    if (byte === this.#delimiter) {
      this.#fields += 1;
      this.#within = 'start';
      return undefined;
    }
    return this.#inField(byte);
  }

  end(): InputError | undefined {
    if (this.#within === 'quoted')
      return this.#fault(`a quote that opens in the record of line ${this.#recordLine} is never closed`);
    return (this.#blank ? undefined : this.#wrongFields()) ?? this.#tooLong();
  }

  #tooLong(): InputError | undefined {
    if (this.#longLine === undefined) return undefined;
    return new InputError(
      'data-long-line',
      `${this.#name}:${this.#longLine}: a record is longer than ${this.#mostBytes} bytes, the most that is read`,
    );
  }

  #inField(byte: number): InputError | undefined {
    if (this.#within === 'after-quote') {
      if (byte !== quote)
        return this.#fault('text follows a closing quote; a quote inside a quoted field must be doubled');
      this.#within = 'quoted';
    } else if (this.#within === 'start') {
      // White space before a quote belongs to no field.
      if (byte !== 0x20) this.#within = byte === quote ? 'quoted' : 'plain';
    }
    return undefined;
  }

  #endRecord(windows: boolean): InputError | undefined {
    this.#windows ??= windows;
    if (this.#windows !== windows) return this.#lineEnds();
    const fault = this.#blank ? undefined : this.#wrongFields();
    this.#within = 'start';
    this.#fields = 1;
    this.#blank = true;
    this.#recordBytes = 0;
    this.#recordLine = this.#line;
    return fault;
  }

  #wrongFields(): InputError | undefined {
    if (this.#fields === this.#expected) return undefined;
    return this.#fault(`${this.#fields} field${this.#fields === 1 ? '' : 's'}, where the header has ${this.#expected}`);
  }

  #lineEnds(): InputError {
    return new InputError(
      'data-line-ends',
      `${this.#name}:${this.#recordLine}: this line does not end as the first one does; allowed: line feed or carriage return and line feed, the same throughout`,
    );
  }

  #fault(says: string): InputError {
    return new InputError('data-ragged', `${this.#name}:${this.#recordLine}: ${says}`);
  }
}
