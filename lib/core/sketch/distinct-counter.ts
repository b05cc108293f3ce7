import { type Distinct, distinctOfRanks, registers } from './distinct.ts';
import { hashInto } from './number-hash.ts';

/** Whether equal numbers are those of a type of whole numbers, or of floating point. */
export type NumberKind = 'whole' | 'float';

const signBit = 0x80000000;
const wholeHighest = 2 ** 32;
/** The upper 20 of the 52 bits that follow the first digit. */
const fraction = 0xfffff;

/** Counts different numbers as lib/engine/stable-hash.ts does, twenty nanoseconds a number. */
export class DistinctCounter {
  private readonly kind: NumberKind;
  private readonly ranks = new Uint8Array(registers);
  private readonly halves = new Int32Array(2);

  constructor(kind: NumberKind) {
    this.kind = kind;
  }

  /** NaN is passed over; whole numbers are at most 2^53, since a double tells larger ones no more apart. */
  add(values: Float64Array): void {
    const bits = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
    const isWhole = this.kind === 'whole';
    for (let at = 0; at < values.length; at += 1) {
      const value = values[at] ?? 0;
      if (Number.isNaN(value)) continue;
      if (isWhole) this.see(Math.floor(value / wholeHighest) ^ signBit, value | 0);
      else if (isPlain(bits[2 * at + 1] ?? 0)) this.see(bits[2 * at + 1] ?? 0, bits[2 * at] ?? 0);
      else this.seeOdd(value);
    }
  }

  private see(high: number, low: number): void {
    const { halves, ranks } = this;
    hashInto(halves, high, low);
    const [top, rest] = [halves[0] ?? 0, halves[1] ?? 0];
    const register = rest & (registers - 1);
    // Of the 52 bits above the register, the upper 32 and the lower 20.
    const rank = top === 0 ? Math.clz32(rest >>> 12) + 21 : Math.clz32(top) + 1;
    if (rank > (ranks[register] ?? 0)) ranks[register] = rank;
  }

  /** What SQL has to find out with a logarithm is not always the bits of the number: the same steps lead to the same. */
  private seeOdd(value: number): void {
    if (value === 0) {
      this.see(0, 0);
      return;
    }
    const size = Math.abs(value);
    const exponent = Math.max(-1022, Math.floor(Math.log2(size)));
    const half = Math.trunc(exponent / 2);
    const digits = Math.abs(size * 2 ** -half * 2 ** (half - exponent) - 1);
    const bits = (BigInt(exponent + 1023) << 52n) + BigInt(halfEven(digits * 2 ** 52)) + (value < 0 ? 1n << 63n : 0n);
    this.see(Number(BigInt.asIntN(32, bits >> 32n)), Number(BigInt.asIntN(32, bits)));
  }

  counted(): Distinct {
    return distinctOfRanks(this.ranks);
  }
}

/** Whether it is neither 0, nor next to it, nor so near below a power of two that its logarithm may be rounded up. */
function isPlain(high: number): boolean {
  return (high & 0x7ff00000) !== 0 && (high & fraction) !== fraction;
}

/** As SQL rounds to whole numbers. */
function halfEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
