import { andersonDarling } from '../../../../lib/core/drift/statistics/anderson-darling.ts';
import { benjaminiHochberg } from '../../../../lib/core/drift/statistics/benjamini-hochberg.ts';
import { cellsOf } from '../../../../lib/core/drift/statistics/cells.ts';
import { chiSquare, chiSquareOfFit } from '../../../../lib/core/drift/statistics/chi-square.ts';
import { cramerVonMises } from '../../../../lib/core/drift/statistics/cramer-von-mises.ts';
import { cramersV } from '../../../../lib/core/drift/statistics/cramers-v.ts';
import { energyDistance } from '../../../../lib/core/drift/statistics/energy-distance.ts';
import { hellinger } from '../../../../lib/core/drift/statistics/hellinger.ts';
import { jensenShannonDistance } from '../../../../lib/core/drift/statistics/jensen-shannon.ts';
import { kolmogorovSmirnov } from '../../../../lib/core/drift/statistics/kolmogorov-smirnov.ts';
import { ksPValue } from '../../../../lib/core/drift/statistics/ks-p-value.ts';
import { kullbackLeibler } from '../../../../lib/core/drift/statistics/kullback-leibler.ts';
import { lInfinity } from '../../../../lib/core/drift/statistics/l-infinity.ts';
import { mannWhitney } from '../../../../lib/core/drift/statistics/mann-whitney.ts';
import { psi } from '../../../../lib/core/drift/statistics/psi.ts';
import { type Shares, sharesOf } from '../../../../lib/core/drift/statistics/shares.ts';
import { kolmogorovTail } from '../../../../lib/core/drift/statistics/special-functions/kolmogorov.ts';
import { totalVariation } from '../../../../lib/core/drift/statistics/total-variation.ts';
import { wasserstein } from '../../../../lib/core/drift/statistics/wasserstein.ts';
import { off, vectors } from './vectors.ts';

// Oracle: test/oracles/drift.py (scipy); its version is in test/oracles/drift.json.
const { pairs } = vectors;
type Pair = (typeof pairs)[number];
const cells = ({ reference, current }: Pair) => cellsOf(reference, current);
const sizes = ({ reference, current }: Pair) => [reference.length, current.length] as const;
/** Counting out all orders takes a while: once for each pair. */
const mises = new Map(pairs.map((pair) => [pair, cramerVonMises(cells(pair))]));
const half = (counts: number[]) => sharesOf(counts.map((count) => count + 0.5));
const ofShares = (statistic: (p: Shares, q: Shares) => number) => (pair: Pair) =>
  statistic(sharesOf(pair.bins[0]), sharesOf(pair.bins[1]));
const ofSmoothed = (statistic: (p: Shares, q: Shares) => number) => (pair: Pair) =>
  statistic(half(pair.bins[0]), half(pair.bins[1]));
const plusOne = (counts: number[]) => counts.map((count) => count + 1);

describe('200 pairs agree with scipy to 1e-9', () => {
  test('there are 200 pairs of samples and of counts', () => expect(pairs).toHaveLength(200));

  test.each<[string, (pair: Pair) => number, (pair: Pair) => number]>([
    ['Kolmogorov–Smirnov D', (pair) => kolmogorovSmirnov(cells(pair)).distance, (pair) => pair.ks],
    ['its exact p', (pair) => ksPValue(pair.ks, ...sizes(pair)), (pair) => pair.ksExact],
    ['its asymptotic p', (pair) => ksPValue(pair.ks, ...sizes(pair), 'asymptotic'), (pair) => pair.ksAsymptotic],
    ['Wasserstein', (pair) => wasserstein(cells(pair)).distance, (pair) => pair.wasserstein],
    ['energy distance', (pair) => energyDistance(cells(pair)), (pair) => pair.energy],
    ['Cramér–von Mises T', (pair) => mises.get(pair)?.statistic ?? Number.NaN, (pair) => pair.cvm],
    ['its p', (pair) => mises.get(pair)?.pValue ?? Number.NaN, (pair) => pair.cvmP],
    ['Anderson–Darling A²', (pair) => andersonDarling(cells(pair)).statistic, (pair) => pair.anderson],
    ['its p', (pair) => andersonDarling(cells(pair)).pValue, (pair) => pair.andersonP],
    ['Mann–Whitney U', (pair) => mannWhitney(cells(pair)).statistic, (pair) => pair.u],
    ['its p', (pair) => mannWhitney(cells(pair)).pValue, (pair) => pair.uP],
    ['its p of one side', (pair) => mannWhitney(cells(pair), 'less').pValue, (pair) => pair.uLess],
    ['PSI', ofSmoothed(psi), (pair) => pair.counts.psi],
    ['Kullback–Leibler', ofSmoothed(kullbackLeibler), (pair) => pair.counts.kl],
    ['Jensen–Shannon in bits', ofShares(jensenShannonDistance), (pair) => pair.counts.js],
    [
      'Jensen–Shannon in nats',
      ofShares((p, q) => jensenShannonDistance(p, q, Math.E)),
      (pair) => pair.counts.jsNatural,
    ],
    ['Hellinger', ofShares(hellinger), (pair) => pair.counts.hellinger],
    ['total variation', ofShares(totalVariation), (pair) => pair.counts.tv],
    ['L∞', ofShares(lInfinity), (pair) => pair.counts.linf],
    ['χ² of the table', ({ bins }) => chiSquare(...bins).statistic, (pair) => pair.counts.chi],
    ['its p', ({ bins }) => chiSquare(...bins).pValue, (pair) => pair.counts.chiP],
    ["Cramér's V", ({ bins }) => cramersV(...bins), (pair) => pair.counts.v],
    ['χ² of fit', ({ bins: [a, b] }) => chiSquareOfFit(plusOne(a), plusOne(b)).statistic, (pair) => pair.counts.fit],
    ['its p', ({ bins: [a, b] }) => chiSquareOfFit(plusOne(a), plusOne(b)).pValue, (pair) => pair.counts.fitP],
  ])('%s', (_, got, expected) => expect(off(pairs, got, expected)).toEqual([]));
});

test("Kolmogorov's two-sided tail of one sample is scipy's from 1 to 100,000 values", () => {
  expect(
    off(
      vectors.tails,
      ({ n, d }) => kolmogorovTail(n, d),
      ({ tail }) => tail,
    ),
  ).toEqual([]);
});

test("p-values adjusted by Benjamini and Hochberg are scipy's", () => {
  const lists = vectors.adjusted.flatMap(({ pValues, adjusted }) => {
    const got = benjaminiHochberg(pValues);
    return adjusted.map((expected, at) => ({ got: got[at] ?? Number.NaN, expected }));
  });
  expect(
    off(
      lists,
      ({ got }) => got,
      ({ expected }) => expected,
    ),
  ).toEqual([]);
});
