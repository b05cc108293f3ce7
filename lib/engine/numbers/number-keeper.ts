import { BIGINT, DOUBLE, type DuckDBConnection, type DuckDBDataChunk, type DuckDBVector } from '@duckdb/node-api';
import { besideTheScan } from '../beside-the-scan.ts';
import { valuesAtRanks } from './at-ranks.ts';
import { countDifferent, type KeyCounts, keyPartitions, partitionOfKey } from './different.ts';
import { Spilled } from './spilled.ts';

const types = { BIGINT, DOUBLE };
export type NumberType = keyof typeof types;

/** Numbers of each row, put aside while a query goes by. */
export interface NumberKeeper {
  /** SQL of how many rows there are, which puts their numbers aside; null is none. */
  count(values: string[]): string;
  /** Rows that were put aside; fewer than there were, where there was no room. */
  readonly rows: number;
  /** How many different BIGINTs a column has; undefined where that takes too much. */
  countDifferent(column: number): KeyCounts | undefined;
  /** The values of a column of DOUBLEs, which are finite, at some ranks. */
  valuesAtRanks(column: number, ranks: number[]): Map<number, number>;
  close(): void;
}

/** What is put aside lies in files beside `path`. */
export function openNumberKeeper(scanning: DuckDBConnection, kinds: NumberType[], path: string): NumberKeeper {
  const kept = kinds.map((kind, at) => new Spilled(`${path}-${at}`, kind === 'BIGINT' ? keyPartitions : 1));
  let rows = 0;
  const keep = (chunk: DuckDBDataChunk) => {
    for (const [at, spilled] of kept.entries()) addAll(spilled, chunk.getColumnVector(at));
    rows += chunk.rowCount;
  };
  const count = besideTheScan(
    scanning,
    kinds.map((kind) => types[kind]),
    keep,
  );
  const of = (column: number) => {
    const spilled = kept[column];
    if (!spilled) throw new Error(`no column ${column} of ${kept.length}`);
    return spilled;
  };
  return {
    count,
    get rows() {
      return rows;
    },
    countDifferent: (column) => countDifferent(of(column)),
    valuesAtRanks: (column, ranks) => valuesAtRanks(of(column), ranks),
    close: () => {
      for (const spilled of kept) spilled.close();
    },
  };
}

function addAll(spilled: Spilled, vector: DuckDBVector): void {
  const { words, there } = wordsOf(vector);
  const several = spilled.partitions > 1;
  for (let at = 0; at < words.length; at += 2) {
    if (there && ((there[at >> 4] as number) & (1 << ((at >> 1) & 7))) === 0) continue;
    const [low, high] = [words[at] as number, words[at + 1] as number];
    spilled.add(several ? partitionOfKey(low, high) : 0, low, high);
  }
}

/** The binding keeps the memory that it reads from to itself; one value at a time is twenty times as slow. `there`: a bit a value, if any is null. */
function wordsOf(vector: DuckDBVector): { words: Int32Array; there: Uint8Array | undefined } {
  const { items, validity } = vector as unknown as {
    items: Float64Array | BigInt64Array;
    validity: { data: BigUint64Array | null };
  };
  const bits = validity.data;
  return {
    words: new Int32Array(items.buffer, items.byteOffset, 2 * items.length),
    there: bits ? new Uint8Array(bits.buffer, bits.byteOffset, bits.byteLength) : undefined,
  };
}
