import fc from 'fast-check';
import { periodsIn, weightedMean } from '../../lib/aws/metric-periods.ts';

const at = (time: string) => `2026-11-23T${time}.000Z`;

test.each([
  ['12:00:00', '12:00:10', 10, 10],
  ['12:00:30', '12:01:00', 10, 30],
  ['12:00:10', '12:01:10', 10, 10],
  ['12:00:00', '12:01:00', 10, 60],
  ['12:00:00', '12:05:00', 10, 300],
  ['12:00:00', '12:03:00', 60, 180],
  ['12:00:00', '13:30:00', 60, 1800],
])('from %s to %s with a grain of %i s in periods of %i s', (from, to, grain, expected) => {
  expect(periodsIn(at(from), at(to), grain)?.periodSeconds).toBe(expected);
});

test('windows that follow each other count every grain once, however they are cut', () => {
  const cuts = fc.uniqueArray(fc.integer({ min: 0, max: 3_600_000 }), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(cuts, fc.constantFrom(10, 60), (points, grain) => {
      const times = points.sort((a, b) => a - b).map((ms) => new Date(ms).toISOString());
      const parts = times.slice(1).map((to, i) => periodsIn(times[i] ?? to, to, grain));
      const whole = periodsIn(times[0] ?? '', times.at(-1) ?? '', grain);
      const length = (one: typeof whole) => (one ? one.end.getTime() - one.start.getTime() : 0);
      expect(parts.reduce((sum, one) => sum + length(one), 0)).toBe(length(whole));
    }),
  );
});

test('a period is one that CloudWatch knows, begins the window and ends it', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 1e5 }), (start, length) => {
      const [from, to] = [start, start + length].map((n) => new Date(n * 10_000).toISOString());
      const { start: a, end: b, periodSeconds } = periodsIn(from ?? '', to ?? '', 10) ?? fail();
      expect(periodSeconds === 10 || periodSeconds === 30 || periodSeconds % 60 === 0).toBe(true);
      expect([a.getTime() % (periodSeconds * 1000), b.getTime() % (periodSeconds * 1000)]).toEqual([0, 0]);
    }),
  );
});

test('a mean over periods is weighted by what each counted; of nothing there is none', () => {
  const counts = new Map([
    [0, 30],
    [1, 10],
  ]);
  const values = new Map([
    [0, 10],
    [1, 20],
  ]);
  expect(weightedMean(values, counts)).toBe(12.5);
  expect(weightedMean(values, new Map())).toBeNull();
});

function fail(): never {
  throw new Error('there is a window');
}
