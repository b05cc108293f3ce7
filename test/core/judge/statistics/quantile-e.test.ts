import fc from 'fast-check';
import type { LogHistogram } from '../../../../lib/core/judge/statistics/log-histogram.ts';
import { logQuantileE } from '../../../../lib/core/judge/statistics/quantile-e.ts';

const growth = 1.1;
const claim = { quantile: 0.5, ratio: 1, growth };

/** All ways to put n values into three bins, with their chance. */
function* outcomes(n: number, chances: readonly number[]): Generator<{ histogram: LogHistogram; chance: number }> {
  const [p0 = 0, p1 = 0, p2 = 0] = chances;
  const factorial = (k: number): number => (k <= 1 ? 1 : k * factorial(k - 1));
  for (let a = 0; a <= n; a += 1) {
    for (let b = 0; a + b <= n; b += 1) {
      const c = n - a - b;
      const ways = factorial(n) / (factorial(a) * factorial(b) * factorial(c));
      yield { histogram: { 3: a, 4: b, 7: c }, chance: ways * p0 ** a * p1 ** b * p2 ** c };
    }
  }
}

test('is worth at most 1 in expectation when both arms have one distribution, summed over all outcomes', () => {
  const chances = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)).filter((parts) => parts.some((part) => part > 0));
  fc.assert(
    fc.property(
      chances,
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      fc.constantFrom(1, 10, 100),
      (parts, quantile, concentration) => {
        const total = parts.reduce((sum, part) => sum + part, 0);
        const shape = parts.map((part) => part / total);
        let expectation = 0;
        for (const candidate of outcomes(3, shape)) {
          for (const champion of outcomes(4, shape)) {
            const log = logQuantileE(candidate.histogram, champion.histogram, { ...claim, quantile, concentration });
            expectation += candidate.chance * champion.chance * Math.exp(log);
          }
        }
        expect(expectation).toBeLessThanOrEqual(1 + 1e-9);
      },
    ),
    { numRuns: 25 },
  );
});

/** A median in bin 20, as two thirds of the values near it have it. */
const around = (middle: number, size: number): LogHistogram => ({
  [middle - 3]: size,
  [middle]: size,
  [middle + 3]: size,
});

test('a candidate slower by more than the ratio is proven so, one that is not slower never is', () => {
  const champion = around(20, 1000);
  expect(logQuantileE(around(26, 300), champion, claim)).toBeGreaterThan(Math.log(100));
  expect(logQuantileE(around(20, 300), champion, claim)).toBeLessThan(0);
  expect(logQuantileE(around(14, 300), champion, claim)).toBeLessThan(0);
});

test('the ratio moves the bar: six bins slower is more than five of them, and not more than six', () => {
  const champion = around(20, 3000);
  const slower = around(26, 3000);
  expect(logQuantileE(slower, champion, { ...claim, ratio: growth ** 4 })).toBeGreaterThan(Math.log(100));
  expect(logQuantileE(slower, champion, { ...claim, ratio: growth ** 6 })).toBeLessThan(0);
  expect(logQuantileE(around(20, 3000), champion, { ...claim, ratio: growth ** -4 })).toBeGreaterThan(Math.log(100));
});

test('the 99th percentile is told by the tail alone', () => {
  const champion = { 10: 9900, 20: 60, 30: 40 };
  const tail = { 10: 9500, 40: 500 };
  expect(logQuantileE(tail, champion, { ...claim, quantile: 0.99, ratio: 1.5 })).toBeGreaterThan(Math.log(100));
  expect(logQuantileE(tail, champion, { ...claim, quantile: 0.5 })).toBeLessThan(0);
});

test('no unit matters: shifting all bins changes nothing, and slower candidates only add evidence', () => {
  const histogram = fc.dictionary(fc.integer({ min: -30, max: 30 }).map(String), fc.nat(200));
  const shifted = (all: Record<string, number>, by: number) =>
    Object.fromEntries(Object.entries(all).map(([bin, count]) => [Number(bin) + by, count]));
  fc.assert(
    fc.property(
      histogram,
      histogram,
      fc.integer({ min: -100, max: 100 }),
      fc.nat(5),
      (candidate, champion, by, slower) => {
        const here = logQuantileE(candidate, champion, claim);
        expect(logQuantileE(shifted(candidate, by), shifted(champion, by), claim)).toBe(here);
        expect(logQuantileE(shifted(candidate, slower), champion, claim)).toBeGreaterThanOrEqual(here - 1e-9);
      },
    ),
  );
});

test('nothing seen is worth nothing, and a claim that cannot be is refused', () => {
  expect(logQuantileE({}, {}, claim)).toBe(0);
  expect(() => logQuantileE({}, {}, { ...claim, quantile: 1 })).toThrow('got quantile 1, ratio 1, growth 1.1');
  expect(() => logQuantileE({}, {}, { ...claim, ratio: 0 })).toThrow('ratio 0');
  expect(() => logQuantileE({}, {}, { ...claim, growth: 1 })).toThrow('growth 1');
});
