import fc from 'fast-check';
import { brentRoot } from '../../../../lib/core/judge/kayenta/brent.ts';

const root = (f: (at: number) => number, a: number, b: number) => brentRoot({ at: a, f: f(a) }, { at: b, f: f(b) }, f);

test('lies within 1e-4 of a sign change, for smooth functions and for steps', () => {
  const zero = fc.double({ min: -50, max: 50, noNaN: true });
  fc.assert(
    fc.property(zero, fc.boolean(), (at, steps) => {
      const f = (x: number) => (steps ? Math.sign(x - at) : (x - at) ** 3 + (x - at));
      return Math.abs(root(f, -60, 70) - at) <= 1e-4;
    }),
  );
});

test('an end that is a root is returned unchanged, the first end first', () => {
  expect(root((x) => x - 1, 1, 5)).toBe(1);
  expect(root((x) => x - 5, 1, 5)).toBe(5);
  expect(root(() => 0, 1, 5)).toBe(1);
});

test('ends after 1,001 steps where the function says nothing', () => {
  let calls = 0;
  root(
    () => {
      calls += 1;
      return Number.NaN;
    },
    0,
    1,
  );
  // Two for the ends, and one a step at most.
  expect(calls).toBeLessThanOrEqual(1_003);
});
