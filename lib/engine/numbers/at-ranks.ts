import type { Spilled } from './spilled.ts';

/** Values that are put in order in memory; of more, the next digit is looked at. */
const mostSorted = 1 << 18;
/** Digits of 16 bits that a value has. */
const allDigits = 4;

/** Values that have a digit in common, in which some ranks are. */
interface Part {
  digit: number;
  count: number;
  /** How many values come before these. */
  before: number;
  ranks: number[];
}

/** The values at some ranks, which are counted from 0, of finite DOUBLEs in their order. Those that start with `known` are all there are. */
export function valuesAtRanks(spilled: Spilled, ranks: number[], known: number[] = []): Map<number, number> {
  if (known.length === allDigits) return new Map(ranks.map((rank) => [rank, numberOf(known)]));
  const parts = partsOf(countsOf(spilled, known), ranks);
  const small = parts.filter(({ count }) => count <= mostSorted);
  const found = new Map<number, number>();
  for (const [at, values] of sorted(spilled, known, small).entries()) {
    const { before, ranks: inside } = small[at] as Part;
    for (const rank of inside) found.set(rank, values[rank - before] ?? Number.NaN);
  }
  for (const { digit, before, ranks: inside } of parts.filter((part) => !small.includes(part))) {
    const ranksInside = inside.map((rank) => rank - before);
    for (const [rank, value] of valuesAtRanks(spilled, ranksInside, [...known, digit])) found.set(rank + before, value);
  }
  return found;
}

function partsOf(counts: Uint32Array, ranks: number[]): Part[] {
  const parts: Part[] = [];
  let before = 0;
  for (const [digit, count] of counts.entries()) {
    const inside = ranks.filter((rank) => rank >= before && rank < before + count);
    if (inside.length > 0) parts.push({ digit, count, before, ranks: inside });
    before += count;
  }
  return parts;
}

/** Of the values that start with some digits, how many have which as the next one. */
function countsOf(spilled: Spilled, known: number[]): Uint32Array {
  const counts = new Uint32Array(1 << 16);
  for (const block of spilled.blocks(0))
    for (let at = 0; at < block.length; at += 2) {
      const [low, high] = [block[at] as number, block[at + 1] as number];
      if (!starts(low, high, known)) continue;
      const digit = digitOf(low, high, known.length);
      counts[digit] = (counts[digit] as number) + 1;
    }
  return counts;
}

/** The values of each part in their order. */
function sorted(spilled: Spilled, known: number[], parts: Part[]): Float64Array[] {
  if (parts.length === 0) return [];
  const words = parts.map(({ count }) => new Int32Array(2 * count));
  const filled = new Int32Array(parts.length);
  const partOf = new Int32Array(1 << 16).fill(-1);
  for (const [at, { digit }] of parts.entries()) partOf[digit] = at;
  for (const block of spilled.blocks(0))
    for (let at = 0; at < block.length; at += 2) {
      const [low, high] = [block[at] as number, block[at + 1] as number];
      const part = partOf[digitOf(low, high, known.length)] as number;
      if (part < 0 || !starts(low, high, known)) continue;
      const [own, end] = [words[part] as Int32Array, filled[part] as number];
      own[end] = low;
      own[end + 1] = high;
      filled[part] = end + 2;
    }
  return words.map(({ buffer }) => new Float64Array(buffer).sort());
}

function starts(low: number, high: number, known: number[]): boolean {
  for (let at = 0; at < known.length; at++) if (digitOf(low, high, at) !== known[at]) return false;
  return true;
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
