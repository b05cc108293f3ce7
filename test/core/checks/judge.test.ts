import type { Check } from '../../../lib/core/checks/check.ts';
import { judgeCheck, summarize } from '../../../lib/core/checks/judge.ts';
import { contractOf } from '../../engine/tables.ts';

const contract = contractOf(
  [
    { name: 'petal', logicalType: 'number', required: true, logicalTypeOptions: { minimum: 0.5, maximum: 8 } },
    {
      name: 'email',
      logicalType: 'string',
      unique: true,
      quality: [
        { metric: 'nullValues', mustBeLessThan: 5, unit: 'percent' },
        { metric: 'invalidValues', arguments: { pattern: '@' }, mustBe: 0, severity: 'warning' },
      ],
    },
  ],
  [{ metric: 'rowCount', mustBeBetween: [100, 120] }],
);
const [rows, type, required, range, , unique, nulls, warned] = contract.checks.map(
  (check) => (failing: number | null, total: number, value?: string) =>
    judgeCheck(check, { failing, total, samples: value === undefined ? [] : [{ row: 17, value }] }),
);

test('a sentence says what was counted, out of what, where, and what is allowed', () => {
  expect(range?.(20, 150, '47')).toMatchObject({
    check: 'range',
    subject: 'petal',
    verdict: 'fail',
    sentence: 'petal range: 20 of 150 rows outside 0.5..8, e.g. row 17: 47',
    observed: 20,
    allowed: '0 rows outside 0.5..8',
    failing: { count: 20, total: 150, samples: [{ row: 17, value: '47' }] },
  });
  expect(type?.(0, 150)).toMatchObject({ verdict: 'pass', sentence: 'petal type: 0 of 150 rows not a number' });
  expect(nulls?.(10, 100)?.sentence).toBe(
    'email required: 10 of 100 rows (10 %) without a value; allowed less than 5 % of rows',
  );
  expect(nulls?.(4, 100)).toMatchObject({ verdict: 'pass', observed: 4, shown: '4 % of rows' });
  expect(rows?.(150, 150)).toMatchObject({
    verdict: 'fail',
    sentence: 'table row-count: 150 rows, allowed 100 to 120 rows',
  });
});

test('a share of the rows that were considered is told as one', () => {
  const check: Check = {
    kind: 'range',
    columns: ['age'],
    args: { minimum: 0 },
    accept: { mostly: 0.9 },
    severity: 'error',
    source: { file: 'suite.json', line: 1, key: 'expectations.0' },
  };
  expect(judgeCheck(check, { failing: 5, total: 100, considered: 40, samples: [] })).toMatchObject({
    verdict: 'fail',
    sentence: 'age range: 5 of 100 rows (12.5 % of the 40 considered) below 0; allowed at most 10 % of rows',
    observed: 5,
    shown: '12.5 % of rows',
    allowed: 'at most 10 % of rows below 0',
  });
});

test('that no row meets a condition is a number of rows', () => {
  const check: Check = {
    kind: 'row-count',
    columns: [],
    args: {},
    where: { column: 'age', is: 'null' },
    accept: { operator: 'mustBe', value: 0, unit: 'rows' },
    severity: 'error',
    source: { file: 'suite.json', line: 1, key: 'expectations.0' },
  };
  expect(judgeCheck(check, { failing: 0, total: 0, samples: [] })).toMatchObject({
    verdict: 'pass',
    sentence: 'table row-count: 0 rows, allowed 0 rows',
  });
  const { where: _, ...whole } = check;
  expect(judgeCheck(whole, { failing: 0, total: 0, samples: [] }).verdict).toBe('inconclusive');
});

test('what could not be measured says what is allowed of it', () => {
  const source = { file: 'rules.dqdl', line: 1, key: 'Mean' };
  const mean: Check = {
    kind: 'statistic',
    columns: ['petal'],
    args: { of: 'mean', exclusiveMinimum: 3 },
    accept: { operator: 'mustBe', value: 0, unit: 'rows' },
    severity: 'error',
    source,
  };
  const unmeasured = { failing: null, total: 0, samples: [], error: { message: 'no mean' } };
  expect(judgeCheck(mean, unmeasured)).toMatchObject({ verdict: 'inconclusive', observed: null, allowed: 'above 3' });
  const range: Check = { ...mean, kind: 'range', args: { minimum: 0 } };
  expect(judgeCheck(range, unmeasured).allowed).toBe('0 rows below 0');
});

test('no rows and unknown counts are inconclusive', () => {
  expect(required?.(0, 0)).toMatchObject({
    verdict: 'inconclusive',
    sentence: 'petal required: there are no rows to judge',
  });
  expect(unique?.(null, 10)).toMatchObject({ verdict: 'inconclusive', observed: null });
});

test('a warning is told and does not decide', () => {
  expect(warned?.(3, 10)).toMatchObject({
    verdict: 'pass',
    sentence: 'warning only: email pattern: 3 of 10 rows not matching @',
  });
});

test('the gate names what failed; an empty gate is inconclusive', () => {
  const results = [type?.(0, 150), required?.(7, 150), range?.(20, 150, '47')].filter((r) => r !== undefined);
  expect(summarize(results, 150)).toEqual({
    verdict: 'fail',
    sentence:
      '2 of 3 checks failed: petal required (7 of 150 rows without a value), petal range (20 of 150 rows outside 0.5..8, e.g. row 17: 47)',
  });
  expect(summarize(results.slice(0, 1), 150)).toEqual({ verdict: 'pass', sentence: 'all 1 checks passed on 150 rows' });
  expect(summarize([], 150).verdict).toBe('inconclusive');
});
