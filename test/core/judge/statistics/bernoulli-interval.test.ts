import fc from 'fast-check';
import { bernoulliInterval } from '../../../../lib/core/judge/statistics/bernoulli-interval.ts';

test.each([
  [700, 1000, 100, 0.651629, 0.745949],
  [15, 50, 50, 0.129556, 0.511896],
  [5, 50, 50, 0.013021, 0.269264],
  [1, 50, 50, 0, 0.13489],
  [100, 200, 1, 0.328923, 0.671076],
])(
  'confseq bernoulli_confidence_interval (arXiv 1810.08240): %d of %d, sharpest at %d',
  (errors, requests, at, lower, upper) => {
    const got = bernoulliInterval({ errors, requests }, 0.05, at);
    expect(got.lower).toBeCloseTo(lower, 5);
    expect(got.upper).toBeCloseTo(upper, 5);
  },
);

test('holds the observed rate, stays within 0 and 1, and is the wider the smaller alpha is', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(5000), fc.integer({ min: 1, max: 10_000 }), (errors, rest, at) => {
      const counts = { errors, requests: errors + rest + 1 };
      const rate = errors / counts.requests;
      const wide = bernoulliInterval(counts, 0.001, at);
      const narrow = bernoulliInterval(counts, 0.1, at);
      expect(
        wide.lower <= narrow.lower && narrow.lower <= rate && rate <= narrow.upper && narrow.upper <= wide.upper,
      ).toBe(true);
      expect(wide.lower >= 0 && wide.upper <= 1).toBe(true);
    }),
  );
});

test('of no requests anything can be, and the ends are open where all or none failed', () => {
  expect(bernoulliInterval({ errors: 0, requests: 0 }, 0.05, 100)).toEqual({ lower: 0, upper: 1 });
  expect(bernoulliInterval({ errors: 0, requests: 100 }, 0.05, 100)).toMatchObject({ lower: 0 });
  expect(bernoulliInterval({ errors: 100, requests: 100 }, 0.05, 100)).toMatchObject({ upper: 1 });
});
