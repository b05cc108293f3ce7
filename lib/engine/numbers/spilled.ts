import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';

/** Words of 32 bits that are written and read at once; a value has two, of which the lower comes first. */
const blockWords = 4096;
const blockBytes = 4 * blockWords;

/** Values of 64 bits in partitions, on the disk but for the last block of each: there may be more of them than memory holds. */
export class Spilled {
  readonly #path: string;
  readonly #file: number;
  readonly #last: Int32Array[];
  /** Words of the last block of each partition. */
  readonly #words: Int32Array;
  /** Where the full blocks of each partition are, in blocks from the start of the file. */
  readonly #blocks: number[][];
  #written = 0;

  constructor(path: string, partitions: number) {
    this.#path = path;
    this.#file = openSync(path, 'w+');
    this.#last = Array.from({ length: partitions }, () => new Int32Array(blockWords));
    this.#words = new Int32Array(partitions);
    this.#blocks = Array.from({ length: partitions }, () => []);
  }

  get partitions(): number {
    return this.#last.length;
  }

  /** Values of a partition. */
  count(partition: number): number {
    const full = this.#blocks[partition]?.length ?? 0;
    return (full * blockWords + (this.#words[partition] ?? 0)) / 2;
  }

  add(partition: number, low: number, high: number): void {
    const block = this.#last[partition] as Int32Array;
    const at = this.#words[partition] as number;
    block[at] = low;
    block[at + 1] = high;
    this.#words[partition] = at + 2;
    if (at + 2 === blockWords) this.#write(partition, block);
  }

  /** The buffer is used again for the next block. */
  *blocks(partition: number): Generator<Int32Array> {
    const buffer = new Int32Array(blockWords);
    for (const block of this.#blocks[partition] ?? []) {
      const read = readSync(this.#file, buffer, 0, blockBytes, block * blockBytes);
      if (read !== blockBytes) throw new Error(`${read} of ${blockBytes} bytes of a block are there`);
      yield buffer;
    }
    const last = this.#last[partition];
    if (last) yield last.subarray(0, this.#words[partition]);
  }

  close(): void {
    closeSync(this.#file);
    rmSync(this.#path, { force: true });
  }

  #write(partition: number, block: Int32Array): void {
    // A disk that is nearly full takes the first pages of a block, and says so by their number alone.
    const written = writeSync(this.#file, block, 0, blockBytes, this.#written * blockBytes);
    if (written !== blockBytes) throw new Error(`room for ${written} of ${blockBytes} bytes of a block`);
    this.#blocks[partition]?.push(this.#written);
    this.#written += 1;
    this.#words[partition] = 0;
  }
}
