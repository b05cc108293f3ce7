import * as z from 'zod';

/** Registers of HyperLogLog: 2^12, so the standard error is 1.04 / √4096 = 1.6 %. */
const precision = 12;
export const registers = 2 ** precision;
/** Of a hash of 64 bits, what is left after the register. */
const rankBits = 64 - precision;

/**
 * How many different values there are (HyperLogLog; Flajolet and others, 2007). One character a register, '0' plus the most
 * leading zeros seen plus 1 of the hashes that fell into it. Merging is the greater of each two: exact, whatever the order.
 */
export const distinctSchema = z.string().length(registers);
export type Distinct = z.output<typeof distinctSchema>;

const zero = '0'.charCodeAt(0);

/** `least`: by register, the least of what is left of the hashes. */
export function distinctOf(least: ReadonlyMap<number, number>): Distinct {
  const ranks = new Uint8Array(registers);
  for (const [register, rest] of least) ranks[register] = rankBits + 1 - bitLength(rest);
  return distinctOfRanks(ranks);
}

/** `ranks`: by register, the most leading zeros that were seen, plus 1; 0 where none fell into it. */
export function distinctOfRanks(ranks: Uint8Array): Distinct {
  return Array.from(ranks, (rank) => String.fromCharCode(zero + rank)).join('');
}

/** Of a whole number below 2^52. */
function bitLength(value: number): number {
  return value === 0 ? 0 : value.toString(2).length;
}

export function mergeDistinct(a: Distinct | null, b: Distinct | null): Distinct | null {
  if (a === null || b === null) return null;
  return Array.from(a, (mine, register) => (mine > (b[register] ?? '0') ? mine : b[register])).join('');
}

/** Ertl 2017, "New cardinality estimation algorithms for HyperLogLog sketches", algorithm 6: good at any count. */
export function estimateDistinct(sketch: Distinct): number {
  const seen = new Array<number>(rankBits + 2).fill(0);
  for (let at = 0; at < sketch.length; at++) {
    const rank = sketch.charCodeAt(at) - zero;
    seen[rank] = (seen[rank] ?? 0) + 1;
  }
  let z = registers * tau(1 - (seen[rankBits + 1] ?? 0) / registers);
  for (let rank = rankBits; rank >= 1; rank--) z = (z + (seen[rank] ?? 0)) / 2;
  z += registers * sigma((seen[0] ?? 0) / registers);
  return Math.round(registers ** 2 / (2 * Math.LN2 * z));
}

function sigma(share: number): number {
  if (share === 1) return Number.POSITIVE_INFINITY;
  let [x, y, z] = [share, 1, share];
  for (let before = Number.NaN; z !== before; ) {
    x *= x;
    before = z;
    z += x * y;
    y += y;
  }
  return z;
}

function tau(share: number): number {
  if (share === 0 || share === 1) return 0;
  let [x, y, z] = [share, 1, 1 - share];
  for (let before = Number.NaN; z !== before; ) {
    x = Math.sqrt(x);
    before = z;
    y /= 2;
    z -= (1 - x) ** 2 * y;
  }
  return z / 3;
}
