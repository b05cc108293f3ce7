import type { Spilled } from './spilled.ts';

/** Values that are put in order in memory; of more, the next digit is looked at. */
const mostSorted = 1 << 18;
/** Digits of 16 bits that a value has. */
const allDigits = 4;

/** The values at some ranks, which are counted from 0, of finite DOUBLEs in their order. */
export function valuesAtRanks(spilled: Spilled, ranks: number[], known: number[] = []): Map<number, number> {
  if (known.length === allDigits) return new Map(ranks.map((rank) => [rank, numberOf(known)]));
  const found = new Map<number, number>();
  let before = 0;
  for (const [digit, count] of countsOf(spilled, known).entries()) {
    const inside = ranks.filter((rank) => rank >= before && rank < before + count).map((rank) => rank - before);
    if (inside.length > 0) {
      const next = [...known, digit];
      const values = count <= mostSorted ? sorted(spilled, next, count) : undefined;
      const there = values
        ? inside.map((rank): [number, number] => [rank, values[rank] ?? Number.NaN])
        : valuesAtRanks(spilled, inside, next);
      for (const [rank, value] of there) found.set(rank + before, value);
    }
    before += count;
  }
  return found;
}

/** Of the values that start with some digits, how many have which as the next one. */
function countsOf(spilled: Spilled, known: number[]): Uint32Array {
  const counts = new Uint32Array(1 << 16);
  eachOf(spilled, known, (low, high) => {
    const digit = digitOf(low, high, known.length);
    counts[digit] = (counts[digit] as number) + 1;
  });
  return counts;
}

function sorted(spilled: Spilled, known: number[], count: number): Float64Array {
  const words = new Int32Array(2 * count);
  let at = 0;
  eachOf(spilled, known, (low, high) => {
    words[at] = low;
    words[at + 1] = high;
    at += 2;
  });
  return new Float64Array(words.buffer).sort();
}

function eachOf(spilled: Spilled, known: number[], use: (low: number, high: number) => void): void {
  for (const block of spilled.blocks(0))
    for (let at = 0; at < block.length; at += 2) {
      const [low, high] = [block[at] as number, block[at + 1] as number];
      let digit = 0;
      while (digit < known.length && digitOf(low, high, digit) === known[digit]) digit += 1;
      if (digit === known.length) use(low, high);
    }
}

/** The digits of a DOUBLE that is made to order as a number without sign: all bits of a negative one change, of others the first. */
function digitOf(low: number, high: number, at: number): number {
  const word = at < 2 ? (high < 0 ? ~high : high ^ 0x80000000) : high < 0 ? ~low : low;
  return at % 2 === 0 ? word >>> 16 : word & 0xffff;
}

function numberOf([a = 0, b = 0, c = 0, d = 0]: number[]): number {
  const [high, low] = [(a << 16) | b, (c << 16) | d];
  const words = high < 0 ? [low, high ^ 0x80000000] : [~low, ~high];
  return new Float64Array(Int32Array.from(words).buffer)[0] ?? Number.NaN;
}
