import fc from 'fast-check';
import {
  gammaExponentialBound,
  logGammaExponential,
  mixtureRho,
} from '../../../../lib/core/judge/statistics/gamma-exponential.ts';
import { broken, oracle } from './oracle.ts';

test("confseq's test/uniform_boundaries_unittest.cpp: ρ, ln m(10, 100) and the bound at v = 100, c = 2, α = 0.05", () => {
  const rho = mixtureRho(100, 0.05);
  expect(mixtureRho(100, 0.025)).toBeCloseTo(12.60056, 5);
  expect(logGammaExponential(10, 100, rho, 2)).toBeCloseTo(-0.2490165, 7);
  expect(gammaExponentialBound(100, 0.05, rho, 2)).toBeCloseTo(33.02017, 5);
});

test('agrees with the mixture integrated by scipy.integrate.quad', () => {
  type Vector = { s: number; v: number; rho: number; scale: number; log: number };
  const got = (v: Vector) => logGammaExponential(v.s, v.v, v.rho, v.scale);
  expect(broken(oracle<Vector[]>('gammaExponential'), got, (v) => v.log, 1e-10, 1e-10)).toEqual([]);
});

const positive = fc.double({ min: 1e-2, max: 1e4, noNaN: true });
const scale = fc.double({ min: 0.5, max: 50, noNaN: true });

test('starts at 1, and rises with the sum, over both ways of computing it and the bound beyond', () => {
  fc.assert(
    fc.property(positive, positive, scale, fc.double({ min: -3, max: 3, noNaN: true }), (v, rho, c, at) => {
      expect(logGammaExponential(0, 0, rho, c)).toBe(0);
      const s = (at * (v + rho)) / c;
      const here = logGammaExponential(s, v, rho, c);
      expect(logGammaExponential(s + (v + rho) / c / 100, v, rho, c)).toBeGreaterThanOrEqual(here);
    }),
  );
});

test('does not jump where one way of computing it hands over to the next', () => {
  fc.assert(
    fc.property(positive, positive, scale, (v, rho, c) => {
      const handovers = [-(v + rho) / c, c];
      for (const s of handovers) {
        const [below, above] = [s - 1e-9 * Math.abs(s), s + 1e-9 * Math.abs(s)];
        const jump = logGammaExponential(above, v, rho, c) - logGammaExponential(below, v, rho, c);
        expect(Math.abs(jump)).toBeLessThan(1e-6);
      }
    }),
  );
});

test('two fair coins a step are worth at most 1 in expectation at any of 12 looks, over all sequences', () => {
  for (const c of [1, 3]) {
    for (let length = 1; length <= 12; length += 1) {
      let expectation = 0;
      for (let bits = 0; bits < 2 ** length; bits += 1) {
        let s = 0;
        for (let i = 0; i < length; i += 1) s += (bits >> i) & 1 ? 1 : -1;
        expectation += Math.exp(logGammaExponential(s, length, 2, c)) / 2 ** length;
      }
      expect(expectation).toBeLessThanOrEqual(1 + 1e-9);
    }
  }
});

test('the bound undoes the mixture, and evidence of a million stays a number', () => {
  fc.assert(
    fc.property(positive, positive, scale, fc.double({ min: 1e-9, max: 0.5, noNaN: true }), (v, rho, c, alpha) => {
      const bound = gammaExponentialBound(v, alpha, rho, c);
      expect(logGammaExponential(bound, v, rho, c)).toBeCloseTo(-Math.log(alpha), 7);
    }),
    { numRuns: 50 },
  );
  expect(logGammaExponential(1.1e6, 10, 5, 1)).toBeGreaterThan(1e6);
  expect(Number.isFinite(logGammaExponential(-1e9, 10, 5, 1))).toBe(true);
});
