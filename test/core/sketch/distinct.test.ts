import { createHash } from 'node:crypto';
import { distinctOf, estimateDistinct, mergeDistinct } from '../../../lib/core/sketch/distinct.ts';

function sketchOf(from: number, to: number): string {
  const least = new Map<number, number>();
  for (let i = from; i < to; i++) {
    const hash = createHash('md5').update(`value ${i}`).digest().readBigUInt64LE(8);
    const [register, rest] = [Number(hash & 4095n), Number(hash >> 12n)];
    least.set(register, Math.min(rest, least.get(register) ?? rest));
  }
  return distinctOf(least);
}

/** Three standard errors. */
const bound = (3 * 1.04) / Math.sqrt(4096);

test.each([0, 1, 2, 10, 100, 1_000, 5_000, 10_000, 20_000, 100_000, 300_000])(
  '%i different values are estimated within 4.9 %%',
  (n) => {
    const estimate = estimateDistinct(sketchOf(0, n));
    expect(Math.abs(estimate - n)).toBeLessThanOrEqual(n * bound);
  },
);

test('merging is that of all values, whatever overlaps and whatever the order', () => {
  const [a, b, c] = [sketchOf(0, 900), sketchOf(500, 2_000), sketchOf(10, 20)];
  const all = sketchOf(0, 2_000);
  expect(mergeDistinct(mergeDistinct(a, b), c)).toBe(all);
  expect(mergeDistinct(c, mergeDistinct(b, a))).toBe(all);
  expect(mergeDistinct(a, a)).toBe(a);
});

test('with a part that was not counted, nothing is known', () => {
  expect(mergeDistinct(sketchOf(0, 3), null)).toBeNull();
});
