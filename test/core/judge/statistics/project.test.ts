import fc from 'fast-check';
import { onLine } from '../../../../lib/core/judge/statistics/margin.ts';
import { project } from '../../../../lib/core/judge/statistics/project.ts';
import { agrees, oracle } from './oracle.ts';

/** q ln(q/p) + (1 − q) ln((1 − q)/(1 − p)). */
const kl = (q: number, p: number) => q * Math.log(q / p) + (1 - q) * Math.log((1 - q) / (1 - p));

test.each([
  [0.05, 3, 0.005, 27, 1, 0, 0.0095, 0.0095],
  [0.05, 5, 0.005, 20, 1, 0.005, 0.01587393679, 0.01087393679],
  [0.05, 5, 0.005, 20, 1.5, 0, 0.01914565976, 0.01276377317],
  [0.006, 5, 0.006, 20, 1, 0.01, 0.01520435392, 0.00520435392],
])('the projection of Turner & Grünwald, arXiv 2203.09785, of (%d, %d, %d, %d) on %d p0 + %d', (...vector) => {
  const [q1, n1, q0, n0, ratio, difference, p1, p0] = vector;
  const got = project(q1, n1, q0, n0, { ratio, difference });
  expect(got.p1).toBeCloseTo(p1, 11);
  expect(got.p0).toBeCloseTo(p0, 11);
});

test('is where scipy.optimize.minimize_scalar finds it, and not worse', () => {
  type Vector = {
    q1: number;
    n1: number;
    q0: number;
    n0: number;
    ratio: number;
    difference: number;
    p0: number;
    loss: number;
  };
  for (const v of oracle<Vector[]>('projections')) {
    const { p1, p0 } = project(v.q1, v.n1, v.q0, v.n0, v);
    expect(p0).toBeCloseTo(v.p0, 6);
    expect(v.n1 * kl(v.q1, p1) + v.n0 * kl(v.q0, p0)).toBeLessThanOrEqual(v.loss * (1 + 1e-12));
  }
});

test('is on the line, within the unit square, and no point of the line beside it is nearer', () => {
  const inside = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
  const size = fc.nat(1000);
  const margin = fc
    .record({
      ratio: fc.double({ min: 0, max: 5, noNaN: true }),
      difference: fc.double({ min: -0.95, max: 0.95, noNaN: true }),
    })
    .filter(({ ratio, difference }) => ratio + difference > 1e-3);
  fc.assert(
    fc.property(inside, size, inside, size, margin, (q1, n1, q0, n0, line) => {
      const { p1, p0 } = project(q1, n1, q0, n0, line);
      expect(agrees(p1, onLine(line, p0), 1e-12, 1e-15)).toBe(true);
      for (const p of [p1, p0]) expect(p >= 0 && p <= 1).toBe(true);
      const loss = (at: number) => (n1 && n1 * kl(q1, onLine(line, at))) + (n0 && n0 * kl(q0, at));
      const best = loss(p0);
      for (const beside of [p0 - 1e-4, p0 + 1e-4, p0 * 0.9, p0 * 1.1]) {
        const foot = onLine(line, beside);
        if (beside > 0 && beside < 1 && foot > 0 && foot < 1) expect(loss(beside)).toBeGreaterThanOrEqual(best - 1e-9);
      }
    }),
  );
});

test('for equal rates it is the mean, weighted by requests', () => {
  const { p1, p0 } = project(0.3, 10, 0.1, 30, { ratio: 1, difference: 0 });
  expect([p1, p0]).toEqual([expect.closeTo(0.15, 15), expect.closeTo(0.15, 15)]);
});
