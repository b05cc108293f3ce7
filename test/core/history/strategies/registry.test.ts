import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { strategies, strategyOf } from '../../../../lib/core/history/strategies/registry.ts';
import { type HistoryStrategy, history } from '../../../../lib/core/policy/history.ts';

const folder = join(import.meta.dirname, '../../../../lib/core/history/strategies');

test('file name and kind of every strategy are one word, and every file is registered', () => {
  const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ''));
  const expected = files.filter((file) => !['strategy', 'registry'].includes(file)).sort();
  expect(Object.keys(strategies).sort()).toEqual(expected);
  expect(
    Object.values(strategies)
      .map(({ kind }) => kind)
      .sort(),
  ).toEqual(expected);
});

/** Places of a series at which a strategy, asked from `start` on as its values come in, calls the value unusual. */
function anomalies(series: number[], options: object, start: number): number[] {
  const [check] = history.parse({ checks: [{ metric: 'rows', strategy: options }] }).checks;
  const strategy = check?.strategy as HistoryStrategy;
  const { expects } = strategyOf(strategy);
  return series.flatMap((value, at) => {
    if (at < start) return [];
    const { lower, upper } = expects(series.slice(0, at), value, strategy);
    return value < lower || value > upper ? [at] : [];
  });
}

describe('as Deequ has them (anomalydetection tests)', () => {
  /** -1, 1 and so on, but for 20 to 30, which are as large as their place. */
  const saw = Array.from({ length: 51 }, (_, i) => (i < 20 || i > 30 ? (i % 2 === 0 ? 1 : -1) : i % 2 === 0 ? i : -i));
  const middle = Array.from({ length: 11 }, (_, i) => i + 20);

  test('simple-threshold: what is above or below a fixed limit', () => {
    expect(anomalies([-1, 2, 3, 0.5], { kind: 'simple-threshold', max: 1 }, 0)).toEqual([1, 2]);
    expect(anomalies([-1, 2, 3, 0.5], { kind: 'simple-threshold', min: 0, max: 2.5 }, 0)).toEqual([0, 2]);
  });

  test('absolute-change: of values, and with order 2 of their changes', () => {
    expect(anomalies(saw, { kind: 'absolute-change', maxDecrease: 2, maxIncrease: 2 }, 1)).toEqual([...middle, 31]);
    const steps = [0, 1, 3, 6, 18, 72];
    expect(anomalies(steps, { kind: 'absolute-change', maxIncrease: 8, order: 2 }, 2)).toEqual([4, 5]);
  });

  test('relative-rate-of-change: new over old, and with order 2 of such ratios', () => {
    const doubled = [1, 2, 4, 8, 8, 8, 32];
    expect(anomalies(doubled, { kind: 'relative-rate-of-change', minRatio: 1.5, maxRatio: 3 }, 1)).toEqual([4, 5, 6]);
    expect(anomalies(doubled, { kind: 'relative-rate-of-change', minRatio: 0.9, maxRatio: 1.1, order: 2 }, 2)).toEqual([
      4, 6,
    ]);
  });

  test('batch-normal: mean and deviation of a sample, of all that was before', () => {
    const { expects } = strategies['batch-normal'];
    const { lower, upper } = expects([1, 2, 3, 4, 5], 0, {
      kind: 'batch-normal',
      lowerDeviations: 1,
      upperDeviations: 2,
    });
    expect([lower, upper]).toEqual([3 - Math.sqrt(2.5), 3 + 2 * Math.sqrt(2.5)]);
    expect(anomalies(saw, { kind: 'batch-normal' }, 20)[0]).toBe(20);
  });

  test('online-normal: an anomaly does not become usual, unless it is wanted', () => {
    const options = { kind: 'online-normal', lowerDeviations: 3.5, upperDeviations: 3.5, ignoreStartShare: 0.2 };
    expect(anomalies(saw, options, 20)).toEqual(middle);
    const jump = [1, 1, 1, 2, 1, 1, 1];
    const narrow = { kind: 'online-normal', lowerDeviations: 1.5, upperDeviations: 1.5, ignoreStartShare: 0.2 };
    const end = (more: object) =>
      strategies['online-normal'].expects(jump.slice(0, -1), 1, {
        ...narrow,
        kind: 'online-normal',
        ignoreAnomalies: true,
        ...more,
      });
    expect(end({})).toEqual({ lower: 1, upper: 1 });
    expect(end({ ignoreAnomalies: false }).upper).toBeGreaterThan(1);
  });
});
