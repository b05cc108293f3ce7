/**
 * The hash of 64 bits that lib/engine/stable-hash.ts has in SQL, of numbers, as two halves of 32 bits: what one of the two counted
 * merges with what the other did. Two rounds of multiply and fold, as in SplitMix64..
 */
export function hashInto(halves: Int32Array, high: number, low: number): void {
  // Without another start, 0 would stay 0.
  times(halves, high ^ 0x5bf03635, low ^ 0x40f7ab57, 0x9e3779b9, 0x7f4a7c15);
  const first = halves[0] ?? 0;
  times(halves, first, (halves[1] ?? 0) ^ first, 0xbf58476d, 0x1ce4e5b9);
  const top = halves[0] ?? 0;
  const rest = halves[1] ?? 0;
  halves[0] = top ^ (top >>> 29);
  halves[1] = rest ^ ((rest >>> 29) | (top << 3));
}

/** The lower 64 bits of a product; its lower halves are multiplied by 16 bits at a time. */
function times(halves: Int32Array, high: number, low: number, byHigh: number, byLow: number): void {
  const a = low & 0xffff;
  const b = low >>> 16;
  const c = byLow & 0xffff;
  const d = byLow >>> 16;
  const ac = Math.imul(a, c);
  const ad = Math.imul(a, d);
  const bc = Math.imul(b, c);
  const middle = (ac >>> 16) + (ad & 0xffff) + (bc & 0xffff);
  const carried = Math.imul(b, d) + (ad >>> 16) + (bc >>> 16) + (middle >>> 16);
  halves[0] = carried + Math.imul(high, byLow) + Math.imul(low, byHigh);
  halves[1] = Math.imul(low, byLow);
}
