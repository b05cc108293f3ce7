import fc from 'fast-check';
import {
  bettingInterval,
  bettingNext,
  bettingStart,
  logBettingE,
} from '../../../../lib/core/judge/statistics/betting.ts';
import { oracle } from './oracle.ts';

function capital(values: number[], m: number, alpha = 0.05): number[] {
  let state = bettingStart;
  return values.map((value) => {
    state = bettingNext(state, value, m, alpha);
    return Math.exp(logBettingE(state, 'other'));
  });
}

describe('hedged capital of Waudby-Smith & Ramdas, arXiv 2010.09686, as confseq betting_mart computes it', () => {
  const values = [0, 1, 1, 0, 1, 1, 1, 0, 1, 1];
  test.each([
    [0.2, [0.5625, 0.75, 2.25, 1.125, 2.99563887, 7.39175519, 17.33728562, 11.87270481, 24.81612719, 50.4333393]],
    [0.5, [0.75, 0.375, 0.5625, 0.28125, 0.421875, 0.6328125, 0.94921875, 0.47460938, 0.71191406, 1.06787109]],
  ])('against the mean %d', (m, expected) => {
    for (const [i, got] of capital(values, m).entries()) expect(got).toBeCloseTo(expected[i] ?? 0, 7);
  });
});

test('agrees with the definition in Python: capital at five means, and both ends of the interval', () => {
  type Vector = {
    observations: number[];
    alpha: number;
    capital: Array<{ m: number; log: number }>;
    lower: number;
    upper: number;
  };
  const v = oracle<Vector>('betting');
  for (const { m, log } of v.capital) {
    expect(Math.log(capital(v.observations, m, v.alpha).at(-1) ?? 0)).toBeCloseTo(log, 10);
  }
  const got = bettingInterval(v.observations, v.alpha);
  expect(got.lower).toBeCloseTo(v.lower, 10);
  expect(got.upper).toBeCloseTo(v.upper, 10);
});

test('under H0 it is worth at most 1 in expectation, on each side and on both: all sequences of ten coins', () => {
  for (const [m, p] of [
    [0.5, 0.5],
    [0.2, 0.2],
    [0.9, 0.7],
  ] as const) {
    const sums = { above: 0, below: 0, other: 0 };
    for (let bits = 0; bits < 2 ** 10; bits += 1) {
      const values = Array.from({ length: 10 }, (_, i) => (bits >> i) & 1);
      const chance = values.reduce((all, value) => all * (value ? p : 1 - p), 1);
      const state = values.reduce((before, value) => bettingNext(before, value, m, 0.05), bettingStart);
      for (const proves of ['above', 'below', 'other'] as const)
        sums[proves] += chance * Math.exp(logBettingE(state, proves));
    }
    expect(sums.above).toBeLessThanOrEqual(1 + 1e-9);
    if (p === m) {
      expect(sums.below).toBeCloseTo(1, 9);
      expect(sums.other).toBeLessThanOrEqual(1 + 1e-9);
    }
  }
});

test('the interval holds exactly the means that are not refuted', () => {
  const values = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 });
  fc.assert(
    fc.property(values, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (all, m) => {
      const { lower, upper } = bettingInterval(all, 0.05);
      const state = all.reduce((before, value) => bettingNext(before, value, m, 0.05), bettingStart);
      const over = logBettingE(state, 'other') - Math.log(20);
      if (Math.abs(over) > 1e-9) expect(m > lower && m < upper).toBe(over < 0);
    }),
  );
});

test('nothing seen refutes nothing, and no bet ever loses all', () => {
  expect(bettingInterval([], 0.05)).toEqual({ lower: 0, upper: 1 });
  expect(logBettingE(bettingStart, 'above')).toBe(0);
  let state = bettingStart;
  for (let i = 0; i < 10_000; i += 1) state = bettingNext(state, i % 2, 0.999, 0.05);
  expect(Number.isFinite(state.logUp) && Number.isFinite(state.logDown)).toBe(true);
});

test('values and means out of range are refused', () => {
  expect(() => bettingNext(bettingStart, 1.1, 0.5, 0.05)).toThrow('in 0 to 1, got 1.1');
  expect(() => bettingNext(bettingStart, Number.NaN, 0.5, 0.05)).toThrow('got NaN');
  expect(() => bettingNext(bettingStart, 0.5, 1, 0.05)).toThrow('inside 0 to 1, got 1');
});
