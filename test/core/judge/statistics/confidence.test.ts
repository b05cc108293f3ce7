import fc from 'fast-check';
import {
  logMeanE,
  type MeanState,
  meanInterval,
  meanNext,
  meanStart,
} from '../../../../lib/core/judge/statistics/confidence.ts';
import { momentsOf } from './moments-of.ts';
import { oracle } from './oracle.ts';

function after(windows: number[][], range?: { lower: number; upper: number }): MeanState {
  return windows.reduce((state, values) => meanNext(state, momentsOf(values), range), meanStart);
}

test('one value a window is the empirical Bernstein sequence of Howard et al., arXiv 1810.08240, by scipy', () => {
  type Vector = { observations: number[]; alpha: number; optimumVariance: number; lower: number; upper: number };
  const v = oracle<Vector>('boundedMean');
  const state = after(v.observations.map((value) => [value]));
  const got = meanInterval(state, v.alpha, undefined, { optimumVariance: v.optimumVariance, scale: 1 });
  expect(got?.lower).toBeCloseTo(v.lower, 10);
  expect(got?.upper).toBeCloseTo(v.upper, 10);
});

const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 });

test('whatever the unit, the same: an interval moves and stretches with the range', () => {
  fc.assert(
    fc.property(fc.array(values, { minLength: 1 }), fc.integer({ min: -6, max: 6 }), (windows, power) => {
      const width = 10 ** power;
      const range = { lower: 0, upper: width };
      const plain = meanInterval(after(windows), 0.05);
      const scaled = meanInterval(
        after(
          windows.map((all) => all.map((value) => value * width)),
          range,
        ),
        0.05,
        range,
      );
      expect((scaled?.lower ?? 0) / width).toBeCloseTo(plain?.lower ?? Number.NaN, 8);
      expect((scaled?.upper ?? 0) / width).toBeCloseTo(plain?.upper ?? Number.NaN, 8);
    }),
  );
});

test('a window says the same in whatever order its values came', () => {
  fc.assert(
    fc.property(values, values, (first, second) => {
      const one = meanInterval(after([first, second]), 0.05);
      const other = meanInterval(after([[...first].reverse(), [...second].reverse()]), 0.05);
      expect(one?.lower).toBeCloseTo(other?.lower ?? Number.NaN, 10);
    }),
  );
});

/** Each sequence of windows of two coins of mean p, with its chance. */
function* coins(windows: number, p: number): Generator<{ drawn: number[][]; chance: number }> {
  for (let bits = 0; bits < 4 ** windows; bits += 1) {
    const flat = Array.from({ length: 2 * windows }, (_, i) => (bits >> i) & 1);
    const chance = flat.reduce((all, one) => all * (one ? p : 1 - p), 1);
    yield { drawn: Array.from({ length: windows }, (_, i) => flat.slice(2 * i, 2 * i + 2)), chance };
  }
}

test('the e-value is worth at most 1 in expectation under H0, on both sides, over all sequences of five windows', () => {
  for (const p of [0.05, 0.3, 0.5, 0.9]) {
    for (const proves of ['above', 'below'] as const) {
      let expectation = 0;
      for (const { drawn, chance } of coins(5, p)) {
        expectation += chance * Math.exp(logMeanE(after(drawn), p, proves, { optimumVariance: 1, scale: 1 }));
      }
      expect(expectation).toBeLessThanOrEqual(1 + 1e-9);
    }
  }
});

test('the e-value refutes exactly what a one-sided interval leaves out', () => {
  const state = after(Array.from({ length: 60 }, (_, i) => [i % 3 === 0 ? 1 : 0, 0.2, 0.4]));
  expect(logMeanE(state, state.sum / state.count, 'above')).toBeLessThan(0);
  expect(logMeanE(state, 0.05, 'above')).toBeGreaterThan(Math.log(100));
  expect(logMeanE(state, 0.05, 'below')).toBeLessThan(0);
  expect(logMeanE(state, 0.7, 'below')).toBeGreaterThan(Math.log(100));
});

test('nothing seen is no interval, and much seen is a narrow one', () => {
  expect(meanInterval(meanStart, 0.05)).toBeNull();
  expect(logMeanE(meanStart, 0.5, 'above')).toBe(0);
  const big = meanNext(meanStart, { count: 1_000_000, sum: 250_000, sumOfSquares: 250_000 });
  const got = meanInterval(meanNext(big, { count: 1_000_000, sum: 250_000, sumOfSquares: 250_000 }), 0.05);
  expect((got?.upper ?? 1) - (got?.lower ?? 0)).toBeLessThan(0.005);
});
