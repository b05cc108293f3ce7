import fc from 'fast-check';
import {
  type DifferenceDesign,
  differenceInterval,
  differenceNext,
  differenceStart,
  logDifferenceE,
} from '../../../../lib/core/judge/statistics/difference.ts';
import { momentsOf } from './moments-of.ts';
import { oracle } from './oracle.ts';

type Unit = { treated: boolean; y: number };

function after(windows: Unit[][], share: number, design: DifferenceDesign) {
  return windows.reduce((state, units) => {
    const of = (treated: boolean) => momentsOf(units.filter((unit) => unit.treated === treated).map(({ y }) => y));
    return differenceNext(state, { candidate: of(true), champion: of(false) }, share, design);
  }, differenceStart);
}

test('one unit a window is the sequence of Howard et al., arXiv 1810.08240, §4.2, by scipy', () => {
  type Vector = {
    arm: number[];
    y: number[];
    share: number;
    alpha: number;
    optimumVariance: number;
    estimate: number;
    lower: number;
    upper: number;
  };
  const v = oracle<Vector>('difference');
  // The design is told in units, the oracle in variance.
  const variance = (1 / v.share + 1 / (1 - v.share)) / 16;
  const design = { range: { lower: 0, upper: 1 }, minShare: v.share, optimumCount: v.optimumVariance / variance };
  const state = after(
    v.arm.map((arm, i) => [{ treated: arm === 1, y: v.y[i] ?? 0 }]),
    v.share,
    design,
  );
  const got = differenceInterval(state, v.alpha, design);
  expect(got?.estimate).toBeCloseTo(v.estimate, 12);
  expect(got?.lower).toBeCloseTo(v.lower, 9);
  expect(got?.upper).toBeCloseTo(v.upper, 9);
});

const design = { range: { lower: 0, upper: 1 }, minShare: 0.2, optimumCount: 10 };

test('the e-value is worth at most 1 in expectation when the arms are equal, over all sequences of four units', () => {
  for (const [share, rate] of [
    [0.2, 0.3],
    [0.5, 0.5],
    [0.7, 0.1],
  ] as const) {
    for (const perWindow of [1, 2]) {
      let expectation = 0;
      for (let code = 0; code < 4 ** 4; code += 1) {
        const units = Array.from({ length: 4 }, (_, i) => ({
          treated: ((code >> (2 * i)) & 1) === 1,
          y: (code >> (2 * i + 1)) & 1,
        }));
        const chance = units.reduce(
          (all, { treated, y }) => all * (treated ? share : 1 - share) * (y ? rate : 1 - rate),
          1,
        );
        const windows = Array.from({ length: 4 / perWindow }, (_, i) =>
          units.slice(i * perWindow, (i + 1) * perWindow),
        );
        expectation += chance * Math.exp(logDifferenceE(after(windows, share, design), 0, 'above', design));
      }
      expect(expectation).toBeLessThanOrEqual(1 + 1e-9);
    }
  }
});

test('whatever the unit, the same', () => {
  const unit = fc.record({ treated: fc.boolean(), y: fc.double({ min: 0, max: 1, noNaN: true }) });
  const windows = fc.array(fc.array(unit, { minLength: 1, maxLength: 5 }), { minLength: 1 });
  fc.assert(
    fc.property(windows, fc.integer({ min: -6, max: 6 }), (drawn, power) => {
      const width = 10 ** power;
      const other = { ...design, range: { lower: 0, upper: width } };
      const scaled = drawn.map((units) => units.map(({ treated, y }) => ({ treated, y: y * width })));
      const plain = differenceInterval(after(drawn, 0.4, design), 0.05, design);
      const got = differenceInterval(after(scaled, 0.4, other), 0.05, other);
      expect((got?.estimate ?? 0) / width).toBeCloseTo(plain?.estimate ?? Number.NaN, 8);
      expect((got?.upper ?? 0) / width).toBeCloseTo(plain?.upper ?? Number.NaN, 8);
      const bound = logDifferenceE(after(drawn, 0.4, design), 0.1, 'above', design);
      expect(logDifferenceE(after(scaled, 0.4, other), 0.1 * width, 'above', other)).toBeCloseTo(bound, 6);
    }),
  );
});

test('a share outside of the design would void the guarantee, and is refused', () => {
  const window = { candidate: momentsOf([1]), champion: momentsOf([0]) };
  for (const share of [0.1, 0.85, Number.NaN]) {
    expect(() => differenceNext(differenceStart, window, share, design)).toThrow(`got ${share}`);
  }
  expect(differenceInterval(differenceStart, 0.05, design)).toBeNull();
});
