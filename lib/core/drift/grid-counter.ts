import type { Numbers } from './column.ts';
import type { Grid } from './grid.ts';

/** Looked up are the leading 18 bits of a number: sign, exponent and 6 of the mantissa, so that a slot is 1.6 % wide at most. */
const dropped = 14;
const sign = 0x20000;

/**
 * Counts numbers in the cells of a grid, mostly without a search: the leading bits of a number leave few cells that it can be in.
 * Some nanoseconds a number.
 */
export class GridCounter {
  private readonly grid: Grid;
  private readonly counts: Float64Array;
  /** By slot, the last edge at or below the least number of it. */
  private readonly first: Uint16Array;
  private readonly lowest: number;
  private below = 0;
  private above = 0;
  private min = Number.POSITIVE_INFINITY;
  private max = Number.NEGATIVE_INFINITY;
  missing = 0;
  invalid = 0;

  constructor(grid: Grid) {
    this.grid = grid;
    this.counts = new Float64Array(grid.reference.length);
    const { edges } = grid;
    this.lowest = slotOf(edges[0] ?? 0);
    const slots = slotOf(edges.at(-1) ?? 0) - this.lowest + 1;
    this.first = new Uint16Array(slots + 1).fill(edges.length - 1);
    let edge = 0;
    for (let slot = 0; slot < slots; slot += 1) {
      const least = leastOf(this.lowest + slot);
      while (edge + 1 < edges.length && (edges[edge + 1] ?? 0) <= least) edge += 1;
      this.first[slot] = edge;
    }
  }

  /** NaN stands for a missing value. */
  add(values: Float64Array): void {
    const { edges } = this.grid;
    const [from, to] = [edges[0] ?? 0, edges.at(-1) ?? 0];
    const bits = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
    for (let i = 0; i < values.length; i += 1) {
      const value = values[i] ?? 0;
      if (value >= from && value < to) {
        const slot = ordered((bits[2 * i + 1] ?? 0) >> dropped) - this.lowest;
        let edge = this.first[slot] ?? 0;
        let last = this.first[slot + 1] ?? edge;
        while (edge < last) {
          const middle = (edge + last + 1) >> 1;
          if ((edges[middle] ?? to) <= value) edge = middle;
          else last = middle - 1;
        }
        this.counts[edge] = (this.counts[edge] ?? 0) + 1;
        if (value < this.min) this.min = value;
        if (value > this.max) this.max = value;
      } else this.outside(value, from);
    }
  }

  private outside(value: number, from: number): void {
    if (Number.isNaN(value)) this.missing += 1;
    else if (!Number.isFinite(value)) this.invalid += 1;
    else {
      if (value < from) this.below += 1;
      else this.above += 1;
      this.min = Math.min(this.min, value);
      this.max = Math.max(this.max, value);
    }
  }

  /** Null where nothing was counted. */
  counted(): Numbers | null {
    const { grid, counts, below, above } = this;
    // Adding 0 makes 0 of -0.
    const [min, max] = [this.min + 0, this.max + 0];
    const count = counts.reduce((sum, n) => sum + n, below + above);
    // Only where the reference does not vary does anybody ask how the current side does.
    const deviation = max - min;
    return count === 0 ? null : { kind: 'number', count, min, max, deviation, of: { grid, counts, below, above } };
  }
}

const scratch = new Float64Array(1);
const words = new Int32Array(scratch.buffer);

/** The leading bits as a whole number that rises with the number. */
function slotOf(value: number): number {
  scratch[0] = value;
  return ordered((words[1] ?? 0) >> dropped);
}

/** The sign bit makes a negative word, whose other bits rise as the number falls. */
function ordered(leading: number): number {
  return leading < 0 ? -1 - (leading & (sign - 1)) : leading;
}

/** The least number of a slot. */
function leastOf(slot: number): number {
  const leading = slot < 0 ? (-1 - slot) | sign : slot;
  // Of a negative slot the least number has all of the other bits set.
  words[1] = (leading << dropped) | (slot < 0 ? (1 << dropped) - 1 : 0);
  words[0] = slot < 0 ? -1 : 0;
  return scratch[0] ?? 0;
}
