import fc from 'fast-check';
import { logDeviance } from '../../../../../lib/core/judge/statistics/special-functions/log-deviance.ts';
import { agrees } from '../oracle.ts';

test('is its own Taylor series where x is near m, and the plain form has no digit left', () => {
  for (const u of [1e-12, -1e-12, 1e-5, -1e-5, 1e-3, -1e-3]) {
    let series = 0;
    for (let k = 12; k >= 2; k -= 1) series += (k % 2 === 0 ? -1 : 1) * (u ** k / k);
    expect(agrees(logDeviance(3 + 3 * u, 3, 3 * u), series, 1e-14)).toBe(true);
  }
});

test('is ln(x/m) − (x − m)/m elsewhere, of any magnitude, and never above 0', () => {
  const positive = fc.double({ min: 1e-300, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(positive, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (x, m) => {
      expect(logDeviance(x, m)).toBeLessThanOrEqual(0);
      expect(agrees(logDeviance(x, m), Math.log(x / m) - (x - m) / m, 1e-12, 1e-15)).toBe(true);
    }),
  );
});
