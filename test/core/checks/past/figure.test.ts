import { noRow } from '../../../../lib/core/checks/bound.ts';
import type { Check } from '../../../../lib/core/checks/check.ts';
import { figureKey } from '../../../../lib/core/checks/past/figure.ts';

const check = (kind: string, columns: string[], args: object, more: Partial<Check> = {}): Check => {
  const source = { file: 'c', line: 1, key: 'k' };
  return { kind, columns, args, accept: noRow, severity: 'error', source, ...more };
};

test('a number is called by what it is, whatever is allowed of it', () => {
  const mean = check('statistic', ['age'], { of: 'mean' });
  expect(figureKey(mean)).toBe('mean(age)');
  expect(figureKey({ ...mean, args: { of: 'mean', minimum: 3, not: true }, severity: 'info' })).toBe('mean(age)');
  expect(figureKey(check('row-count', [], {}, { accept: { mostly: 0.3 } }))).toBe('row-count');
  expect(figureKey(check('unique', ['a', 'b'], {}))).toBe('unique(a, b)');
  expect(figureKey(check('sql-value', [], { query: 'SELECT 1', maximum: 2 }))).toBe('sql-value {"query":"SELECT 1"}');
});

test('rows, columns and what is calculated tell numbers apart', () => {
  const names = [
    check('statistic', ['a', 'b'], { of: 'unique-share' }),
    check('statistic', ['a, b'], { of: 'unique-share' }),
    check('row-count', [], {}),
    check('row-count', [], {}, { where: { sql: 'a > 1' } }),
    check('row-count', [], {}, { where: { sql: 'a > 2' } }),
    check('sql-value', [], { query: `SELECT ${'1 + '.repeat(300)}1` }),
    check('sql-value', [], { query: `SELECT ${'1 + '.repeat(300)}2` }),
  ].map(figureKey);
  expect(new Set(names).size).toBe(names.length);
  expect(names.every((name) => name !== undefined && name.length < 300)).toBe(true);
});

test('rows one by one have no number of the whole, but where earlier data has a say in how many of them pass', () => {
  const range = check('range', ['a'], { minimum: 3 });
  expect(figureKey(range)).toBeUndefined();
  const past = { limits: { minimum: { of: 'avg' as const, last: 3 } } };
  expect(figureKey({ ...range, past })).toBe('share of range(a) {"minimum":3}');
  expect(figureKey({ ...range, past, missing: 'fail' })).toBe('share of range(a) {"minimum":3} missing fail');
  const quantiles = check('quantiles', ['a'], { ranges: [{ quantile: 0.5, minimum: 1 }] });
  expect(figureKey({ ...quantiles, past })).toBeUndefined();
});
