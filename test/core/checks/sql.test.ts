import { countIf } from '../../../lib/core/checks/sql.ts';

test.each([
  ['true', 'count(*)'],
  ['(c1 IS NOT NULL)', 'count(c1)'],
  ['((t12 IS NOT NULL))', 'count(t12)'],
  ['(NOT (c1 IS NOT NULL))', 'count(*) - count(c1)'],
  ['(c1 IS NOT NULL) AND (c2 IS NOT NULL)', 'count_if((c1 IS NOT NULL) AND (c2 IS NOT NULL))'],
  ['(NOT NOT c1 IS NOT NULL)', 'count_if((NOT NOT c1 IS NOT NULL))'],
  ["('c1' IS NOT NULL)", "count_if(('c1' IS NOT NULL))"],
  ['NOT v1', 'count_if(NOT v1)'],
])('rows for which %s are counted by %s', (condition, sql) => {
  expect(countIf(condition)).toBe(sql);
});
