import fc from 'fast-check';
import { logMultinomialE, logShareE } from '../../../../lib/core/judge/statistics/dirichlet-multinomial.ts';
import { mixtureRho } from '../../../../lib/core/judge/statistics/gamma-exponential.ts';
import { bisect } from '../../../../lib/core/judge/statistics/special-functions/bisect.ts';
import { broken, oracle } from './oracle.ts';

describe('the vectors of Lindon & Malek, arXiv 2011.03567, as savvi computes them', () => {
  test.each([
    [[148, 62], [0.8, 0.2], 100, 3.088294334195467, 0.045579631759249686],
    [[40, 129, 233], [0.1, 0.4, 0.5], 100, 3.027100944791073, 0.04845591105969517],
  ])('log e of %j against %j at %d', (counts, shares, concentration, log, p) => {
    expect(logMultinomialE(counts, shares, concentration)).toBeCloseTo(log, 11);
    expect(Math.exp(-logMultinomialE(counts, shares, concentration))).toBeCloseTo(p, 12);
  });

  test.each([
    [[30, 10], [0.9, 0.1], 100, 0.3858359342],
    [[30, 10], [0.5, 0.5], 1, 0.0426548615],
    [[10, 30], [0.5, 0.5], 100, 0.2794646452],
  ])('p of %j against %j at %d', (counts, shares, concentration, p) => {
    expect(Math.exp(-logMultinomialE(counts, shares, concentration))).toBeCloseTo(p, 10);
  });

  test('a p far out', () => {
    expect(Math.exp(-logMultinomialE([200, 60], [0.9, 0.1], 10)) / 9.640860471722e-8).toBeCloseTo(1, 11);
  });
});

test('both sides agree with scipy.stats.dirichlet_multinomial over multinomial', () => {
  type Vector = { counts: number[]; shares: number[]; concentration: number; log: number };
  const got = (v: Vector) => logMultinomialE(v.counts, v.shares, v.concentration);
  expect(broken(oracle<Vector[]>('multinomial'), got, (v) => v.log, 1e-9, 1e-9)).toEqual([]);
});

/** Each is in the oracle too, where the mixture is integrated numerically. */
test.each([
  [10, 30, 0.1, 10, 2.830965675482627],
  [62, 148, 0.2, 100, 3.8189272011100854],
  [5, 9, 0.1, 10, 2.269661725834828],
  [3, 0, 0.1, 10, 2.436400536181477],
  [1, 9, 0.1, 10, -0.3053816496],
  [0, 30, 0.1, 10, -1.4663370688],
])('one side of %d and %d at share %d, concentration %d', (candidate, champion, share, concentration, log) => {
  expect(logShareE({ candidate, champion }, share, concentration)).toBeCloseTo(log, 10);
});

test('one side agrees with the mixture integrated by scipy.integrate.quad', () => {
  type Vector = { candidate: number; champion: number; share: number; concentration: number; log: number };
  const got = (v: Vector) => logShareE(v, v.share, v.concentration);
  expect(broken(oracle<Vector[]>('share'), got, (v) => v.log, 1e-10, 1e-10)).toEqual([]);
});

describe("confseq's beta-binomial mixture, test/uniform_boundaries_unittest.cpp at s = 10, v = 100, g = 0.2, h = 0.8", () => {
  // The same mixture in other words: n = v/(gh) = 625 trials, s + gn = 135 of them hits, precision (ρ − gh)/(gh).
  const g = 0.2;
  const gh = g * 0.8;
  const trials = 625;
  const bar = 2 * Math.log(20);
  const oneSided = mixtureRho(100, 0.05) / gh - 1;
  const twoSided = 100 / (bar + Math.log1p(bar)) / gh - 1;

  test('one side', () => {
    expect(logShareE({ candidate: 135, champion: trials - 135 }, g, oneSided)).toBeCloseTo(-0.07134019, 8);
  });

  test('both sides', () => {
    expect(logMultinomialE([135, trials - 135], [g, 1 - g], twoSided)).toBeCloseTo(-0.6941012, 7);
  });

  test('its bound is between the whole counts on either side of the bar', () => {
    const hits = g * trials + 28.41238;
    const at = (candidate: number) => logShareE({ candidate, champion: trials - candidate }, g, oneSided);
    expect(at(Math.floor(hits))).toBeLessThan(Math.log(20));
    expect(at(Math.ceil(hits))).toBeGreaterThan(Math.log(20));
    expect(bisect((x) => at(Math.round(x)) - Math.log(20), 125, trials)).toBeCloseTo(Math.ceil(hits) - 0.5, 6);
  });
});

/** The chance of each outcome of n draws with success rate p. */
function binomial(n: number, p: number): number[] {
  const chances = [1];
  for (let i = 0; i < n; i += 1) {
    for (let y = i + 1; y >= 0; y -= 1) chances[y] = (chances[y] ?? 0) * (1 - p) + (chances[y - 1] ?? 0) * p;
  }
  return chances;
}

test('is worth at most 1 in expectation under H0, summed over all outcomes: exactly 1 for both sides, and at the edge of one', () => {
  const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
  fc.assert(
    fc.property(
      share,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 30 }),
      fc.double({ min: 0.1, max: 1000, noNaN: true }),
      (at, below, n, k) => {
        const mean = (theta: number, logE: (y: number) => number) =>
          binomial(n, theta).reduce((sum, chance, y) => sum + chance * Math.exp(logE(y)), 0);
        const oneSide = (y: number) => logShareE({ candidate: y, champion: n - y }, at, k);
        expect(mean(at, (y) => logMultinomialE([y, n - y], [at, 1 - at], k))).toBeCloseTo(1, 9);
        expect(mean(at, oneSide)).toBeCloseTo(1, 9);
        expect(mean(at * below, oneSide)).toBeLessThanOrEqual(1 + 1e-9);
      },
    ),
  );
});

test('nothing seen is worth exactly nothing, and a million errors are still a number', () => {
  expect(logMultinomialE([0, 0], [0.9, 0.1])).toBe(0);
  expect(logShareE({ candidate: 0, champion: 0 }, 0.1)).toBe(0);
  expect(logShareE({ candidate: 1_000_000, champion: 0 }, 0.1)).toBeGreaterThan(2e6);
  expect(logShareE({ candidate: 0, champion: 10_000_000 }, 0.5)).toBeLessThan(0);
  expect(Number.isFinite(logShareE({ candidate: 0, champion: 10_000_000 }, 0.5))).toBe(true);
});

test('shares, counts and concentrations that cannot be are refused with the value got', () => {
  expect(() => logMultinomialE([1, 2], [0.9, 0.2])).toThrow('got 2 counts and the shares 0.9, 0.2');
  expect(() => logMultinomialE([1, 2], [1, 0])).toThrow('the shares 1, 0');
  expect(() => logMultinomialE([1], [0.5, 0.5])).toThrow('got 1 counts');
  expect(() => logMultinomialE([1.5, 2], [0.5, 0.5])).toThrow('got 1.5, 2');
  expect(() => logMultinomialE([1, 2], [0.5, 0.5], 0)).toThrow('got 0');
  expect(() => logShareE({ candidate: 1, champion: 1 }, 1)).toThrow('got 1');
});
