import { driftOf } from '../../../lib/core/drift/drift-of.ts';
import { uniformsFrom } from '../../../lib/core/uniforms.ts';
import { categories, inBins, numbers, policyOf } from './columns.ts';

const uniform = uniformsFrom(5);
const draw = (size: number, make: (u: number) => number = (u) => u) =>
  Array.from({ length: size }, () => make(uniform()));
const verdicts = ({ checks }: ReturnType<typeof driftOf>) =>
  Object.fromEntries(checks.map(({ check, subject, verdict }) => [`${subject} ${check}`, verdict]));
const told = (drift: ReturnType<typeof driftOf>, check: string) =>
  drift.checks.find((one) => one.check === check)?.sentence;

test('a column whose values moved has drifted, and the sentence has what was seen and what is allowed', () => {
  const reference = numbers('x', draw(1_000));
  const current = numbers(
    'x',
    draw(1_000, (u) => u + 0.4),
  );
  const drift = driftOf([reference], [current], policyOf());
  expect(verdicts(drift)).toEqual({ 'x drift': 'fail', 'x missing-share': 'pass', 'x out-of-range': 'fail' });
  expect(told(drift, 'drift')).toMatch(
    /^x drift: Kolmogorov–Smirnov distance beyond chance 0\.3\d*, allowed below 0\.1; 1000 values against 1000, PSI [\d.]+$/,
  );
  expect(drift.drifted).toEqual(['x']);
});

test('few rows are not called drifted for what chance may make of them', () => {
  const reference = numbers('x', draw(60));
  for (let i = 0; i < 50; i += 1)
    expect(driftOf([reference], [numbers('x', draw(60))], policyOf()).drifted).toEqual([]);
});

test('a million rows are not called drifted for a move that means nothing', () => {
  const reference = inBins(numbers('x', draw(1_000_000)));
  const current = inBins(
    numbers(
      'x',
      draw(1_000_000, (u) => u + 0.01),
    ),
  );
  expect(driftOf([reference], [current], policyOf()).drifted).toEqual([]);
  expect(driftOf([reference], [current], policyOf({ numbers: 'kolmogorov-smirnov-test' })).drifted).toEqual(['x']);
});

test('too few values are insufficient data, which is inconclusive', () => {
  const drift = driftOf([numbers('x', draw(1_000))], [numbers('x', draw(49), 951)], policyOf());
  expect(verdicts(drift)).toMatchObject({ 'x drift': 'inconclusive', 'x missing-share': 'fail' });
  expect(told(drift, 'drift')).toMatch(/insufficient data: 49 values against 1000 of the reference; at least 50/);
});

test('new categories fail however few they are for a distance', () => {
  const reference = categories('country', { nl: 600, de: 400 });
  const current = categories('country', { nl: 585, de: 395, fr: 15, be: 5 });
  const drift = driftOf([reference], [current], policyOf());
  expect(verdicts(drift)).toMatchObject({ 'country drift': 'pass', 'country new-categories': 'fail' });
  expect(told(drift, 'new-categories')).toBe(
    'country new-categories: 2 % of values are of categories that the reference does not have ("fr", "be"); allowed at most 1 %',
  );
  expect(drift.checks.find(({ check }) => check === 'new-categories')).toMatchObject({
    observed: 0.02,
    shown: '2 %',
    allowed: 'at most 1 %',
  });
});

test('values outside the range of the reference are counted, but for those that chance puts there', () => {
  const reference = numbers('x', draw(150));
  const outside = (count: number) => numbers('x', [...draw(150 - count), ...draw(count, (u) => u + 50)]);
  expect(verdicts(driftOf([reference], [outside(20)], policyOf()))['x out-of-range']).toBe('fail');
  expect(verdicts(driftOf([reference], [outside(2)], policyOf()))['x out-of-range']).toBe('pass');
});

test('a column that is gone, or holds another kind of values, has drifted', () => {
  const reference = [numbers('x', draw(100)), categories('k', { a: 50, b: 50 })];
  const drift = driftOf(reference, [categories('x', { a: 100 })], policyOf());
  expect(told(drift, 'drift')).toBe('x drift: held numbers and holds categories now');
  expect(verdicts(drift)).toMatchObject({ 'x drift': 'fail', 'k drift': 'fail' });
});

test('a column that the reference says nothing of is told and not judged', () => {
  const id = { name: 'id', rows: 9, missing: 0, content: { kind: 'untold' as const, why: 'has no values' } };
  expect(driftOf([id], [id], policyOf())).toMatchObject({
    compared: 0,
    untold: [{ name: 'id', why: 'has no values' }],
  });
});

test('where a share of columns may drift, the columns are told and the share decides', () => {
  const names = ['a', 'b', 'c', 'd'];
  const reference = names.map((name) => numbers(name, draw(500)));
  const current = names.map((name, at) =>
    numbers(
      name,
      draw(500, (u) => (at === 0 ? u * 0.5 : u)),
    ),
  );
  const at = (maxDriftedShare: number) => driftOf(reference, current, policyOf({ maxDriftedShare }));
  expect(at(0.5).checks.every(({ verdict }) => verdict === 'pass')).toBe(true);
  expect(told(at(0.2), 'drifted-columns')).toBe(
    'table drifted-columns: 1 of 4 columns drifted, 25 %; allowed at most 20 % of columns',
  );
  expect(verdicts(at(0.2))).toMatchObject({ 'table drifted-columns': 'fail', 'a drift': 'pass' });
});

test('with severity warning drift is told and passes', () => {
  const policy = policyOf({ severity: 'warning' });
  const drift = driftOf(
    [numbers('x', draw(500))],
    [
      numbers(
        'x',
        draw(500, (u) => u + 1),
      ),
    ],
    policy,
  );
  expect(told(drift, 'drift')).toMatch(/^warning only: x drift: /);
  expect(drift.checks.every(({ verdict }) => verdict === 'pass')).toBe(true);
});

test('an ignored column is not compared, and one may have its own method and threshold', () => {
  const [reference, current] = [
    numbers('x', draw(500)),
    numbers(
      'x',
      draw(500, (u) => u + 0.1),
    ),
  ];
  expect(driftOf([reference], [current], policyOf({ columns: { x: { ignore: true } } })).checks).toEqual([]);
  const own = policyOf({ columns: { x: { method: 'wasserstein', threshold: 9 } } });
  expect(told(driftOf([reference], [current], own), 'drift')).toMatch(/standard deviations .* allowed below 9/);
  const wrong = policyOf({ columns: { k: { method: 'wasserstein' } } });
  const k = categories('k', { a: 50, b: 50 });
  expect(() => driftOf([k], [k], wrong)).toThrow(
    'column "k": wasserstein compares numbers, and the column holds categories',
  );
});

test('bins that are too coarse to tell are inconclusive, not a pass; a sketch tells', () => {
  const [reference, current] = [numbers('x', draw(1_000)), numbers('x', [...draw(999, (u) => u / 2), 1e6])];
  const coarse = driftOf([inBins(reference, 1)], [inBins(current, 1)], policyOf());
  expect(verdicts(coarse)['x drift']).toBe('inconclusive');
  expect(told(coarse, 'drift')).toMatch(/it may be 0\.9\d*, as the bins are coarse$/);
  expect(verdicts(driftOf([inBins(reference)], [inBins(current)], policyOf()))['x drift']).toBe('fail');
});

test('whole numbers and constants are told apart, though a bin holds many rows', () => {
  const counts = (from: number) =>
    inBins(
      numbers(
        'x',
        draw(400, (u) => from + Math.floor(u * 4)),
      ),
    );
  expect(verdicts(driftOf([counts(10)], [counts(10)], policyOf()))['x drift']).toBe('pass');
  expect(verdicts(driftOf([counts(10)], [counts(11)], policyOf()))['x drift']).toBe('fail');
  const constant = (value: number) =>
    inBins(
      numbers(
        'x',
        draw(400, () => value),
      ),
    );
  expect(verdicts(driftOf([constant(5)], [constant(5)], policyOf()))['x drift']).toBe('pass');
  expect(verdicts(driftOf([constant(5)], [constant(5.001)], policyOf()))['x drift']).toBe('fail');
});

test('p-values of many columns are adjusted, so that 200 that did not move rarely cry', () => {
  const columns = (name: string) => Array.from({ length: 200 }, (_, i) => numbers(`${name}${i}`, draw(100)));
  const drift = driftOf(columns('c'), columns('c'), policyOf({ numbers: 'kolmogorov-smirnov-test' }));
  expect(drift.drifted.length).toBeLessThanOrEqual(1);
  expect(drift.compared).toBe(200);
});
