import fc from 'fast-check';
import { linearScale, roundStep } from '../../../lib/core/report/scale.ts';

const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 });

test('every domain gets a few round ticks inside it and pixels inside the range', () => {
  fc.assert(
    fc.property(number, number, number, (a, b, value) => {
      const scale = linearScale([a, b], [40, 400]);
      expect(scale.ticks.length).toBeGreaterThan(0);
      expect(scale.ticks.length).toBeLessThan(14);
      expect(scale.at(value)).toBeGreaterThanOrEqual(40);
      expect(scale.at(value)).toBeLessThanOrEqual(400);
    }),
  );
});

test('ticks are counted in ones, twos and fives', () => {
  expect([0.03, 0.7, 4, 13].map(roundStep)).toEqual([0.05, 1, 5, 20]);
  expect(linearScale([0, 24.4], [0, 1]).ticks).toEqual([0, 5, 10, 15, 20, 25]);
});

test('a domain of one value, or of none, still draws', () => {
  expect(linearScale([5, 5], [0, 100]).at(5)).toBeGreaterThan(0);
  expect(linearScale([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], [0, 100]).ticks[0]).toBe(0);
});
