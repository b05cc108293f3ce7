import fc from 'fast-check';
import { reference as binning } from '../../../lib/core/drift/binnings/reference.ts';
import { cellsOfProfiles } from '../../../lib/core/drift/cells-of-profiles.ts';
import type { DriftColumn } from '../../../lib/core/drift/column.ts';
import { psi, psiWithin } from '../../../lib/core/drift/methods/psi.ts';
import { pairOf } from '../../../lib/core/drift/pair-of.ts';
import { type Cells, cellsOf } from '../../../lib/core/drift/statistics/cells.ts';
import { kolmogorovSmirnov } from '../../../lib/core/drift/statistics/kolmogorov-smirnov.ts';
import { wasserstein } from '../../../lib/core/drift/statistics/wasserstein.ts';
import { rangesOfTenths } from '../../../lib/core/drift/tenths.ts';
import { uniformsFrom } from '../../../lib/core/uniforms.ts';
import { normal } from '../../support/normal.ts';
import { inBins, numbers } from './columns.ts';

const total = (counts: Float64Array) => counts.reduce((a, b) => a + b, 0);

function cellsIn(reference: DriftColumn, current: DriftColumn): Cells {
  const [one, other] = [reference.content, current.content];
  if (one.kind !== 'number' || other.kind !== 'number') throw new Error('no numbers');
  if (!('histogram' in one.of && 'histogram' in other.of)) throw new Error('not in bins');
  return cellsOfProfiles(one.of, other.of);
}

const value = fc.oneof(
  fc.integer({ min: -20, max: 20 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.double({ min: 1e-12, max: 1e12, noNaN: true }),
  fc.constantFrom(0, 1, -1, 1024, 0.5),
);
const sample = fc.array(value, { minLength: 1, maxLength: 60 });

test('every number is in one cell, cells rise, and KS and Wasserstein are within what the cells say', () => {
  fc.assert(
    fc.property(sample, sample, (a, b) => {
      const cells = cellsIn(inBins(numbers('x', a)), inBins(numbers('x', b)));
      expect([total(cells.reference), total(cells.current)]).toEqual([a.length, b.length]);
      for (const [at, lower] of cells.lower.entries()) {
        expect(lower).toBeLessThanOrEqual(cells.upper[at] ?? 0);
        if (at > 0) expect(lower).toBeGreaterThanOrEqual(cells.upper[at - 1] ?? 0);
      }
      const [exact, known] = [kolmogorovSmirnov(cellsOf(a, b)).distance, kolmogorovSmirnov(cells)];
      expect(exact).toBeGreaterThanOrEqual(known.distance - 1e-12);
      expect(exact).toBeLessThanOrEqual(known.most + 1e-12);
      const [moved, about] = [wasserstein(cellsOf(a, b)).distance, wasserstein(cells)];
      expect(Math.abs(moved - about.distance)).toBeLessThanOrEqual(about.within + 1e-9 * Math.max(1, moved));
    }),
    { numRuns: 50 },
  );
});

test('PSI of the values is within what the cells of profiles say', () => {
  // Below 2.2e-308 a double has fewer digits than a bucket's edge needs.
  const normals = sample.map((values) => values.map((x) => (Math.abs(x) < 2.3e-308 ? 0 : x)));
  fc.assert(
    fc.property(normals, normals, (a, b) => {
      const [before, now] = [numbers('x', a), numbers('x', b)];
      const exact = pairOf(before.content, now.content, binning);
      const known = pairOf(inBins(before).content, inBins(now).content, binning);
      if (exact?.kind !== 'number' || known?.kind !== 'number') throw new Error('no numbers');
      expect(rangesOfTenths(exact.cells)).toBeUndefined();
      const ranges = rangesOfTenths(known.cells) ?? [];
      const { value } = psi.measure(exact);
      const about = ranges.length > 0 ? psiWithin(ranges, a.length, b.length) : undefined;
      expect(value).toBeLessThanOrEqual((about?.most ?? psi.measure(known).value) + 1e-9);
      expect(value).toBeGreaterThanOrEqual((about?.least ?? psi.measure(known).value) - 1e-9);
    }),
    { numRuns: 200 },
  );
});

test('PSI that hides in cells which are wide for the reference is inconclusive', () => {
  const thousands = (from: number) => Array.from({ length: 1_000 }, (_, at) => 1_000 + from + at / 10_000);
  const outlier = [1e9];
  const [before, now] = [numbers('x', thousands(0)), numbers('x', [...thousands(0.05), ...outlier])];
  const known = pairOf(inBins(before).content, inBins(now).content, binning);
  const measured = known && psi.measure(known);
  expect(measured?.value).toBeLessThan(0.1);
  expect(measured?.most).toBeGreaterThan(1);
});

const uniform = uniformsFrom(3);
const shapes: Array<[string, (shift: number) => number]> = [
  ['normal', (shift) => normal(uniform) + shift],
  [
    'log-normal, of which a few values are a thousand times the rest',
    (shift) => Math.exp(3 + 1.2 * normal(uniform) + shift),
  ],
  ['uniform far from 0', (shift) => 1_000 + uniform() + shift],
  ['whole numbers', (shift) => Math.floor(20 * uniform() + 10 * shift)],
];

describe.each(shapes)('%s, 20,000 against 20,000 rows', (_, draw) => {
  const of = (shift: number) =>
    numbers(
      'x',
      Array.from({ length: 20_000 }, () => draw(shift)),
    );
  const [before, now] = [of(0), of(0.3)];

  test('KS of profiles is at most 0.01 below that of the values, and never above it or what they say it is at most', () => {
    const known = kolmogorovSmirnov(cellsIn(inBins(before), inBins(now)));
    const values = (column: DriftColumn) =>
      column.content.kind === 'number' && 'values' in column.content.of ? column.content.of.values : [];
    const exact = kolmogorovSmirnov(cellsOf(values(before), values(now))).distance;
    expect(exact - known.distance).toBeLessThan(0.01);
    expect(exact - known.distance).toBeGreaterThanOrEqual(-1e-12);
    expect(exact).toBeLessThanOrEqual(known.most + 1e-12);
  });

  test('PSI over tenths is within a twentieth of that of the values', () => {
    const exact = pairOf(before.content, now.content, binning);
    const known = pairOf(inBins(before).content, inBins(now).content, binning);
    const [one = 0, other = Number.NaN] = [exact, known].map((pair) => pair && psi.measure(pair).value);
    expect(Math.abs(other - one)).toBeLessThan(Math.max(0.002, one / 20));
  });
});
