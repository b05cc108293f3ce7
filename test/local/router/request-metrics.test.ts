import fc from 'fast-check';
import { RequestMetrics } from '../../../lib/local/router/request-metrics.ts';

const origin = Date.UTC(2026, 0, 1);

test('quantiles are the nearest rank within 1 %', () => {
  const latency = fc.double({ min: 0.1, max: 60_000, noNaN: true });
  fc.assert(
    fc.property(fc.array(latency, { minLength: 1, maxLength: 200 }), (latencies) => {
      const metrics = new RequestMetrics();
      for (const ms of latencies) metrics.record('a', origin, ms, false);
      const sorted = latencies.toSorted((a, b) => a - b);
      const rank = (p: number) => sorted[Math.ceil(p * sorted.length) - 1] ?? Number.NaN;
      const [arm] = metrics.read(origin, origin + 100);
      for (const [got, exact] of [
        [arm?.p50Ms, rank(0.5)],
        [arm?.p99Ms, rank(0.99)],
      ] as const) {
        expect(Math.abs((got ?? 0) / exact - 1)).toBeLessThan(0.0105);
      }
    }),
  );
});

test('however time is cut into windows, each request is in exactly one', () => {
  const offsets = fc.array(fc.nat(10_000), { maxLength: 100 });
  fc.assert(
    fc.property(offsets, fc.array(fc.nat(10_000), { maxLength: 10 }), (ends, cuts) => {
      const metrics = new RequestMetrics();
      for (const end of ends.toSorted((a, b) => a - b)) metrics.record('a', origin + end, 1, end % 2 === 0);
      const edges = [0, ...cuts.toSorted((a, b) => a - b), 10_100];
      const arms = edges.slice(1).flatMap((to, index) => metrics.read(origin + (edges[index] ?? 0), origin + to));
      expect(arms.reduce((sum, arm) => sum + arm.requests, 0)).toBe(ends.length);
      expect(arms.reduce((sum, arm) => sum + arm.errors, 0)).toBe(ends.filter((end) => end % 2 === 0).length);
    }),
  );
});

test('what is older than an hour is forgotten; a version without requests has no entry', () => {
  const metrics = new RequestMetrics();
  metrics.record('a', origin, 5, false);
  metrics.record('a', origin + 3_600_200, 5, false);
  expect(metrics.read(origin, origin + 100)).toEqual([]);
  expect(metrics.read(origin, origin + 4_000_000)).toMatchObject([{ servableId: 'a', requests: 1 }]);
});
