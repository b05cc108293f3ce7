import { historyOf, lastOf } from '../../../lib/core/history/history-of.ts';
import { metricOf } from '../../../lib/core/history/metrics.ts';
import { history } from '../../../lib/core/policy/history.ts';
import type { Profile } from '../../../lib/core/profile/profile.ts';
import { contractOf, profileOf, temporaryFolder } from '../../engine/tables.ts';

const folder = temporaryFolder();
const contract = contractOf([
  { name: 'x', logicalType: 'number' },
  { name: 'at', logicalType: 'timestamp' },
  { name: 'day', logicalType: 'date' },
]);
const csv = (rows: number, day: number) =>
  `x,at,day\n${Array.from({ length: rows }, (_, i) => `${i % 4 === 0 ? '' : i},2026-01-0${day} 12:00:00,2026-01-0${day}`).join('\n')}\n`;
const profile = (rows: number, day = 1): Promise<Profile> => profileOf(folder, contract, csv(rows, day));

const policy = (check: object, more: object = {}) => history.parse({ checks: [check], ...more });
const ratio = { metric: 'rows', strategy: { kind: 'relative-rate-of-change', minRatio: 0.5, maxRatio: 2 } };

test('half as many rows as before are unusual, and the sentence has both', async () => {
  const past = [await profile(100)];
  const [result] = historyOf(await profile(40), past, policy(ratio));
  expect(result).toEqual({
    check: 'rows-history',
    subject: 'table',
    verdict: 'fail',
    sentence: 'table rows-history: 40, relative-rate-of-change allows 50 to 200 after 1 data sets',
    observed: 40,
    allowed: '50 to 200',
  });
  expect(historyOf(await profile(60), past, policy(ratio))[0]?.verdict).toBe('pass');
});

test('too short a history is told and passes, since only releases make it longer', async () => {
  const [result] = historyOf(await profile(40), [], policy(ratio));
  expect(result).toMatchObject({ verdict: 'pass', sentence: expect.stringContaining('from 1 on it is compared') });
});

test('the newest are looked at, as many as are said, or as many as a check needs where that is more', async () => {
  const past = [await profile(100), await profile(40), await profile(42)];
  const normal = policy({ metric: 'rows', strategy: { kind: 'batch-normal' } }, { last: 1 });
  expect([lastOf(normal), lastOf(policy(ratio))]).toEqual([2, 30]);
  expect(lastOf(policy({ metric: 'rows', strategy: { kind: 'holt-winters', period: 24 } }))).toBe(48);
  expect(historyOf(await profile(41), past, normal)[0]).toMatchObject({
    verdict: 'pass',
    sentence: expect.stringContaining('after 2 data sets'),
  });
  expect(historyOf(await profile(99), past, normal)[0]?.verdict).toBe('fail');
});

test('a sample for a pull request is told, and not compared', async () => {
  const [result] = historyOf(await profile(40), 'sample', policy(ratio));
  expect(result).toMatchObject({
    verdict: 'pass',
    sentence: 'table rows-history: 40; a sample for a pull request is not compared with earlier data',
  });
});

test('with severity warning the unusual is told and passes', async () => {
  const [result] = historyOf(await profile(4), [await profile(100)], policy(ratio, { severity: 'warning' }));
  expect(result).toMatchObject({
    verdict: 'pass',
    sentence: expect.stringMatching(/^warning only: table rows-history/),
  });
});

test('what the data does not tell, and a past without limits, are inconclusive', async () => {
  const of = (column: string) => policy({ metric: 'mean', column, strategy: { kind: 'simple-threshold', min: 0 } });
  expect(historyOf(await profile(9), [], of('day'))[0]?.verdict).toBe('inconclusive');
  const missing = { metric: 'missing-share', column: 'at', strategy: { ...ratio.strategy, order: 2 } };
  const [result] = historyOf(await profile(9), [await profile(9), await profile(9)], policy(missing));
  expect(result).toMatchObject({ verdict: 'inconclusive', allowed: 'known limits' });
});

test('data that is no newer than before is not fresh', async () => {
  const fresh = { metric: 'latest', column: 'at', strategy: { kind: 'absolute-change', maxDecrease: 0 } };
  const at = async (day: number) => historyOf(await profile(9, day), [await profile(9, 3)], policy(fresh))[0]?.verdict;
  expect([await at(2), await at(3), await at(4)]).toEqual(['fail', 'pass', 'pass']);
});

test('every metric is what the profile tells', async () => {
  const of = await profile(100, 2);
  expect(metricOf(of, 'rows', undefined)).toBe(100);
  expect(metricOf(of, 'missing-share', 'x')).toBe(0.25);
  expect(metricOf(of, 'mean', 'x')).toBeCloseTo(50, 9);
  expect(metricOf(of, 'min', 'x')).toBe(1);
  expect(metricOf(of, 'max', 'x')).toBe(99);
  const there = Array.from({ length: 100 }, (_, i) => i).filter((i) => i % 4 > 0);
  const variance = there.reduce((sum, x) => sum + (x - 50) ** 2, 0) / there.length;
  expect(metricOf(of, 'deviation', 'x')).toBeCloseTo(Math.sqrt(variance), 9);
  expect(metricOf(of, 'distinct', 'x')).toBeGreaterThan(70);
  expect(metricOf(of, 'latest', 'at')).toBe(Date.parse('2026-01-02T12:00:00Z') / 3_600_000);
  expect(metricOf(of, 'latest', 'day')).toBe(Date.parse('2026-01-02T00:00:00Z') / 3_600_000);
  expect(metricOf(of, 'latest', 'x')).toBeNull();
  expect(metricOf(of, 'mean', 'nowhere')).toBeNull();
});

test('a metric of a column without one, and rows of a column, are refused', () => {
  const strategy = { kind: 'batch-normal' };
  expect(() => policy({ metric: 'mean', strategy })).toThrow('needs `column` unless the metric is `rows`');
  expect(() => policy({ metric: 'rows', column: 'x', strategy })).toThrow('needs `column`');
});
