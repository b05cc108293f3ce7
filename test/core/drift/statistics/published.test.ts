import { andersonDarling } from '../../../../lib/core/drift/statistics/anderson-darling.ts';
import { type Cells, cellsOf } from '../../../../lib/core/drift/statistics/cells.ts';
import { chiSquare, chiSquareOfFit } from '../../../../lib/core/drift/statistics/chi-square.ts';
import { cramerVonMises } from '../../../../lib/core/drift/statistics/cramer-von-mises.ts';
import { cramersV, unbiasedCramersV } from '../../../../lib/core/drift/statistics/cramers-v.ts';
import { energyDistance } from '../../../../lib/core/drift/statistics/energy-distance.ts';
import { hellinger } from '../../../../lib/core/drift/statistics/hellinger.ts';
import {
  jensenShannonDistance,
  jensenShannonDivergence,
} from '../../../../lib/core/drift/statistics/jensen-shannon.ts';
import { kolmogorovSmirnov } from '../../../../lib/core/drift/statistics/kolmogorov-smirnov.ts';
import { ksPValue } from '../../../../lib/core/drift/statistics/ks-p-value.ts';
import { kullbackLeibler } from '../../../../lib/core/drift/statistics/kullback-leibler.ts';
import { lInfinity } from '../../../../lib/core/drift/statistics/l-infinity.ts';
import { mannWhitney } from '../../../../lib/core/drift/statistics/mann-whitney.ts';
import { psi } from '../../../../lib/core/drift/statistics/psi.ts';
import { massart, robust } from '../../../../lib/core/drift/statistics/robust.ts';
import { sharesOf } from '../../../../lib/core/drift/statistics/shares.ts';
import { exactTail } from '../../../../lib/core/drift/statistics/special-functions/exact-cramer-von-mises.ts';
import { totalVariation } from '../../../../lib/core/drift/statistics/total-variation.ts';
import { wasserstein } from '../../../../lib/core/drift/statistics/wasserstein.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const a = upTo(100);
const b = a.map((x) => 1.1 * x + 2);
const shifted = cellsOf(a, b);

/** One value each of 1 to 6, so many times: C and D of Evidently's own tests. */
const c = [16, 18, 16, 14, 12, 12];
const d = [16, 16, 16, 16, 16, 8];
const [p, q] = [sharesOf(c), sharesOf(d)];

describe('1..100 against 1.1 x + 2 (scipy.stats)', () => {
  test.each<[string, number, number]>([
    ['D', kolmogorovSmirnov(shifted).distance, 0.11],
    ['exact p', ksPValue(0.11, 100, 100), 0.5830090612540064],
    ['asymptotic p', ksPValue(0.11, 100, 100, 'asymptotic'), 0.543900796590729],
    ['Wasserstein', wasserstein(shifted).distance, 7.05],
    ['energy', energyDistance(shifted), 1.0287856919689353],
    ['Cramér–von Mises', cramerVonMises(shifted).statistic, 0.240775],
    ['its p', cramerVonMises(shifted).pValue, 0.2015337344],
    ['Anderson–Darling', andersonDarling(shifted).statistic, 1.22112925],
    ['its p', andersonDarling(shifted).pValue, 0.10209934],
    ['U', mannWhitney(shifted).statistic, 4360.5],
    ['its p', mannWhitney(shifted).pValue, 0.118446],
    ['its p of one side', mannWhitney(shifted, 'less').pValue, 0.059223],
  ])('%s', (_, got, expected) => expect(got).toBeCloseTo(expected, 7));
});

describe("Evidently's C and D (tests/stattests/test_stattests.py), digits of scipy", () => {
  test.each<[string, number, number]>([
    ['χ² of fit', chiSquareOfFit(c, d).statistic, 3.1746031746],
    ['its p', chiSquareOfFit(c, d).pValue, 0.6730876007],
    ['χ² of the table', chiSquare(c, d).statistic, 1.6224089636],
    ['its p', chiSquare(c, d).pValue, 0.8985262394],
    ['Hellinger', hellinger(p, q), 0.0681277437],
    ['total variation', totalVariation(p, q), 0.0681818182],
    ['L∞', lInfinity(p, q), 0.0454545455],
    ['Jensen–Shannon in nats', jensenShannonDistance(p, q, Math.E), 0.0680481962],
    ['PSI', psi(p, q), 0.0372183816],
    ['KL', kullbackLeibler(p, q), 0.018909677],
    ["Cramér's V", cramersV(c, d), 0.0960116282],
    ['unbiased V', unbiasedCramersV(c, d), 0],
  ])('%s', (_, got, expected) => expect(got).toBeCloseTo(expected, 10));

  test('degrees of freedom are categories less one', () => expect(chiSquare(c, d).freedom).toBe(5));
});

test('Evidently: Anderson–Darling and energy distance of its own samples', () => {
  const one = [38.7, 41.5, 43.8, 44.5, 45.5, 46.0, 47.7, 58.0];
  const other = [39.2, 39.3, 39.7, 41.4, 41.8, 42.9, 43.3, 45.8];
  expect(andersonDarling(cellsOf(one, other)).pValue).toBeCloseTo(0.0635, 4);
  expect(
    energyDistance(
      cellsOf(
        one,
        one.map((x) => x + 5),
      ),
    ),
  ).toBeCloseTo(1.9, 1);
});

describe("scipy's own unit tests (scipy/stats/tests)", () => {
  test('KS of two and three values', () => {
    const { distance } = kolmogorovSmirnov(cellsOf([1.01, 2.01], [1, 2, 3]));
    expect(distance).toBeCloseTo(1 / 3, 15);
    expect(ksPValue(distance, 2, 3)).toBe(1);
  });

  test('KS of 100 and 110 values on a line, one moved by 20.1', () => {
    const at = (n: number, from: number) => Array.from({ length: n }, (_, i) => from + (99 * i) / (n - 1));
    const { distance } = kolmogorovSmirnov(cellsOf(at(100, 1), at(110, 21.1)));
    expect(distance).toBeCloseTo(232 / 1100, 12);
    expect(ksPValue(distance, 100, 110)).toBeCloseTo(0.015739183865607353, 12);
  });

  test('KS of repeated values', () => {
    const many = (value: number, times: number) => Array.from({ length: times }, () => value);
    const x = [...many(2, 5), ...many(3, 4), ...many(5, 7), ...many(6, 1)].slice(0, 16);
    const y = [...many(2, 6), ...many(3, 6), ...many(5, 4)].slice(0, 16);
    const { distance } = kolmogorovSmirnov(cellsOf(x, y));
    expect(distance).toBe(3 / 16);
    expect(ksPValue(5 / 16, 16, 16)).toBeCloseTo(0.4262934613454952, 12);
  });

  test('Cramér–von Mises of the example in Conover', () => {
    const conover = [
      [7.6, 8.4, 8.6, 8.7, 9.3, 9.9, 10.1, 10.6, 11.2],
      [5.2, 5.7, 5.9, 6.5, 6.8, 8.2, 9.1, 9.8, 10.8, 11.3, 11.5, 12.3, 12.5, 13.4, 14.6],
    ] as const;
    expect(cramerVonMises(cellsOf(...conover)).statistic).toBeCloseTo(0.262, 3);
    expect(cramerVonMises(cellsOf(...conover)).pValue).toBeCloseTo(0.18, 1);
  });

  test('the p of Anderson–Darling is known from 0.001 to 0.25 only', () => {
    const moved = (by: number) =>
      andersonDarling(
        cellsOf(
          a,
          a.map((x) => x + by),
        ),
      ).pValue;
    expect([moved(0.5), moved(30)]).toEqual([0.25, 0.001]);
  });
});

describe("Deequ's own tests (DistanceSpec.scala)", () => {
  test('c of α = 0.003 is what Model Monitor rounds to 1.8', () => {
    expect(massart(0.003)).toBeCloseTo(1.80309, 5);
    expect(massart(0.1)).toBeCloseTo(1.22387, 5);
  });

  test('L∞ of categories, plain and robust', () => {
    const plain = lInfinity(sharesOf([10, 20, 25, 10, 5]), sharesOf([11, 20, 25, 10, 10]));
    expect(plain).toBeCloseTo(0.06015037593984962, 14);
    const [one, other] = [
      [207, 20, 25, 14, 25, 13, 0],
      [22, 20, 25, 12, 13, 0, 15],
    ] as const;
    const far = lInfinity(sharesOf(one), sharesOf(other));
    expect(robust(far, 304, 107, massart(0.003))).toBeCloseTo(0.2726338046550349, 14);
  });

  test('p of χ² of fit', () => {
    const { pValue } = chiSquareOfFit([223, 20, 25, 12, 13], [207, 20, 25, 14, 25]);
    expect(pValue).toBeCloseTo(0.013227994814265176, 12);
  });

  test('PSI of deciles', () => {
    const expected = sharesOf([428, 425, 414, 427, 440, 447, 380, 386, 444, 386]);
    const actual = sharesOf([426, 437, 429, 391, 469, 433, 360, 443, 371, 418]);
    expect(psi(expected, actual)).toBeCloseTo(0.007406694184014186, 14);
  });
});

test('TFDV: a Jensen–Shannon divergence after both histograms are cut at the edges of both is in bits', () => {
  const cut = [
    [2, 2, 0, 0],
    [0, 1, 1, 2],
  ] as const;
  expect(jensenShannonDivergence(sharesOf(cut[0]), sharesOf(cut[1]))).toBeCloseTo(0.65563906222, 10);
});

test('Cramér–von Mises: 48 of the 462 orders of 5 and 6 values reach U = 710 (Anderson 1962; scipy.stats)', () => {
  expect(exactTail(710, 5, 6)).toBeCloseTo(48 / 462, 12);
});

test('KS and Wasserstein of bins say how far from the truth they can be', () => {
  const bins: Cells = {
    lower: Float64Array.of(0, 1),
    upper: Float64Array.of(1, 2),
    reference: Float64Array.of(3, 1),
    current: Float64Array.of(1, 3),
  };
  expect(kolmogorovSmirnov(bins)).toEqual({ distance: 0.5, most: 0.75 });
  expect(wasserstein(bins)).toEqual({ distance: 0.5, within: 1 });
});
