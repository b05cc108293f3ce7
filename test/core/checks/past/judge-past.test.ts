import { noRow } from '../../../../lib/core/checks/bound.ts';
import type { Check } from '../../../../lib/core/checks/check.ts';
import { figuresOf } from '../../../../lib/core/checks/past/figure.ts';
import { judgeBeside } from '../../../../lib/core/checks/past/judge-past.ts';
import type { Past } from '../../../../lib/core/checks/past/past.ts';
import type { CheckCounts } from '../../../../lib/core/profile/profile.ts';

type Limits = Extract<Past, { limits: unknown }>['limits'];
const source = { file: 'c', line: 1, key: 'k' };
const half: Limits = {
  minimum: { sign: '*', left: { of: 'avg', last: 3 }, right: { number: 0.5 } },
};
const rowCount = (limits: Limits = half, more: Partial<Check> = {}): Check => {
  return {
    kind: 'row-count',
    columns: [],
    args: {},
    accept: noRow,
    severity: 'error',
    source,
    past: { limits },
    ...more,
  };
};
const rows = (failing: number): CheckCounts => ({ failing, total: failing, samples: [] });
const counted = (...numbers: number[]) => numbers.map((count) => ({ 'row-count': count }));
const of = (check: Check, counts: CheckCounts, earlier: object[]) =>
  judgeBeside(check, counts, earlier as Array<Record<string, number>>);

test('a sample for a pull request is told, and not compared', () => {
  expect(judgeBeside(rowCount(), rows(4), 'sample').result).toMatchObject({
    verdict: 'pass',
    allowed: 'not compared',
    sentence: 'table row-count: 4; a sample for a pull request is not compared with earlier data',
  });
});

test('the limit is told with the number, and what it comes from', () => {
  const { result, check } = of(rowCount(), rows(40), counted(900, 100, 105, 110));
  expect(result).toMatchObject({
    verdict: 'fail',
    observed: 40,
    allowed: 'at least 53 rows',
    sentence:
      'table row-count: 40 rows, allowed at least 53 rows; avg(last(3)) * 0.5 is 52.5 after 3 earlier data sets',
  });
  expect(check).not.toHaveProperty('past');
  expect(of(rowCount(), rows(53), counted(100, 105, 110)).result.verdict).toBe('pass');
});

test('until there are as many as it needs, that is told, and passes', () => {
  const index: Limits = { minimum: { of: 'index', last: 3, at: 1 } };
  expect(of(rowCount(index), rows(4), counted(100)).result).toMatchObject({
    verdict: 'pass',
    allowed: 'compared from 2 on',
    sentence: 'table row-count: 4 after 1 earlier data set; from 2 on it is compared',
  });
  expect(of(rowCount(index), rows(4), [...counted(100), { 'mean(a)': 3 }, ...counted(200)]).result.verdict).toBe(
    'fail',
  );
});

test('a past that gives no limits is inconclusive, and no licence', () => {
  const ratio: Limits = { maximum: { sign: '/', left: { number: 1 }, right: { of: 'min', last: 2 } } };
  const { result, counts } = of(rowCount(ratio), rows(4), counted(0, 3));
  expect(result).toMatchObject({
    verdict: 'inconclusive',
    sentence: expect.stringContaining('the past gives no limits'),
  });
  expect(counts.error).toBeDefined();
});

test('a number that is not known is not compared', () => {
  const mean: Check = { ...rowCount(), kind: 'statistic', columns: ['a'], args: { of: 'mean' } };
  const nothing: CheckCounts = { failing: 0, total: 3, samples: [], observed: null };
  const earlier = [{ 'mean(a)': 3 }];
  expect(of(mean, nothing, earlier).result.verdict).toBe('inconclusive');
  expect(of(mean, { ...nothing, observed: 1 }, earlier).result).toMatchObject({ verdict: 'fail', observed: 1 });
});

test('of no rows there is no share, neither to judge nor to compare with later', () => {
  const last: Limits = { minimum: { of: 'index', last: 1, at: 0 } };
  const range: Check = { ...rowCount(last), kind: 'range', columns: ['a'], args: { minimum: 3 } };
  const { result, check, counts } = of(range, rows(0), []);
  expect(result).toMatchObject({ verdict: 'inconclusive', observed: null });
  expect(figuresOf(4, [{ check, counts }])).toEqual({ 'row-count': 4 });
});

test('of two limits on one side the narrower holds', () => {
  const last = { of: 'index' as const, last: 1, at: 0 };
  const verdict = (limits: Limits, now: number) => of(rowCount(limits), rows(now), counted(8)).result.verdict;
  expect([7, 8].map((now) => verdict({ minimum: last, exclusiveMinimum: { number: 0 } }, now))).toEqual([
    'fail',
    'pass',
  ]);
  expect([8, 9].map((now) => verdict({ maximum: last, exclusiveMaximum: { number: 99 } }, now))).toEqual([
    'pass',
    'fail',
  ]);
});

test('with severity warning what earlier data forbids is told and passes', () => {
  const { result } = of(rowCount(half, { severity: 'warning' }), rows(1), counted(100));
  expect(result).toMatchObject({ verdict: 'pass', warned: { verdict: 'fail' } });
});

test('what lies beyond three deviations of the last thirty is unusual, from three on; what never varied may not', () => {
  const unusual = {
    strategy: { kind: 'batch-normal' as const, lowerDeviations: 3, upperDeviations: 3 },
    least: 3,
    last: 30,
  };
  const anomaly = (now: number, ...before: number[]) =>
    of({ ...rowCount(), past: { unusual } }, rows(now), counted(...before));
  expect(anomaly(9, 100, 110).result).toMatchObject({ verdict: 'pass', allowed: 'compared from 3 on' });
  expect(anomaly(129, 100, 110, 105).result.verdict).toBe('fail');
  const { result, check } = anomaly(90, 100, 110, 105);
  expect(result).toMatchObject({
    verdict: 'pass',
    sentence:
      'table row-count: 90 rows, allowed 90 to 120 rows; batch-normal expects 90 to 120 after 3 earlier data sets',
  });
  expect(check).not.toHaveProperty('past');
  expect([anomaly(7, 7, 7, 7), anomaly(8, 7, 7, 7)].map((one) => one.result.verdict)).toEqual(['pass', 'fail']);
  const shares = [0.1, 0.1, 0.1].map((share) => ({ 'mean(a)': share }));
  const mean: Check = { ...rowCount(), kind: 'statistic', columns: ['a'], args: { of: 'mean' }, past: { unusual } };
  expect(of(mean, { failing: 0, total: 3, samples: [], observed: 0.1 }, shares).result.verdict).toBe('pass');
});

test('of rows it is the share that passes, and those that fail are told with it', () => {
  const last: Limits = { minimum: { of: 'index', last: 1, at: 0 } };
  const range: Check = { ...rowCount(last), kind: 'range', columns: ['a'], args: { minimum: 3 } };
  const seen: CheckCounts = { failing: 1, total: 3, samples: [{ row: 2, value: '1' }] };
  const name = 'share of range(a) {"minimum":3}';
  expect(of(range, seen, []).result).toMatchObject({
    verdict: 'pass',
    sentence: 'a range: 0.666667 of the rows pass after 0 earlier data sets; from 1 on it is compared',
    failing: { count: 1, total: 3 },
  });
  expect(of(range, seen, [{ [name]: 2 / 3 }]).result.verdict).toBe('pass');
  expect(of(range, seen, [{ [name]: 0.7 }]).result).toMatchObject({
    verdict: 'fail',
    sentence: expect.stringMatching(/1 of 3 rows .*; last\(\) is 0\.7 after 1 earlier data set$/),
  });
});
