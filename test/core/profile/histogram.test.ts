import fc from 'fast-check';
import { aligned, binOf, exponentFor, histogramOf, mergeHistograms } from '../../../lib/core/profile/histogram.ts';

const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 30 });

function of(numbers: number[]) {
  const exponent = exponentFor(Math.min(...numbers), Math.max(...numbers));
  const bins = new Map<number, number>();
  for (const x of numbers) {
    const bin = binOf(x, exponent);
    bins.set(bin, (bins.get(bin) ?? 0) + 1);
  }
  const histogram = histogramOf(exponent, bins);
  if (!histogram) throw new Error('a histogram of something expected');
  return histogram;
}

test('merging histograms gives the histogram of all values, over any range of doubles', () => {
  fc.assert(
    fc.property(values, values, (a, b) => {
      const all = [...a, ...b];
      expect(mergeHistograms(of(a), of(b), Math.min(...all), Math.max(...all))).toEqual(of(all));
    }),
  );
});

test('a histogram has at most 256 bins, rising edges, and each value in its bin', () => {
  fc.assert(
    fc.property(values, (numbers) => {
      const { edges, counts } = of(numbers);
      expect(counts.length).toBeLessThanOrEqual(256);
      expect(edges.every((edge, i) => i === 0 || edge > (edges[i - 1] ?? edge))).toBe(true);
      for (const [i, count] of counts.entries()) {
        const within = numbers.filter(
          (x) =>
            x >= (edges[i] ?? 0) && (x < (edges[i + 1] ?? 0) || (x === Number.MAX_VALUE && i === counts.length - 1)),
        );
        expect(within).toHaveLength(count);
      }
    }),
  );
});

test('two histograms are put over the same few bins to be looked at', () => {
  const [mine, theirs] = aligned(of([1, 2, 3, 47, 64]), of([1, 1.4, 6.9]));
  expect(mine.edges).toEqual(theirs?.edges);
  expect(mine.counts.length).toBeLessThanOrEqual(40);
  expect(mine.counts.reduce((a, b) => a + b)).toBe(5);
  expect(theirs?.counts.reduce((a, b) => a + b)).toBe(3);
});
