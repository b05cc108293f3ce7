import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectationNamed, expectationNames } from '../../../../lib/core/contract/great-expectations/registry.ts';
import { sufficient } from './sufficient.ts';

test.each(Object.entries(sufficient))('expect_%s is understood', (name, [kwargs, kind]) => {
  const expectation = expectationNamed(`expect_${name}`);
  expect(expectation?.faults({ ...kwargs })).toEqual([]);
  expect(expectation?.meaning({ ...kwargs }, { rowCounts: { other: 1 }, like: 'like' })).toMatchObject({ kind });
});

test('a query of rows that must not be there is understood', () => {
  const rows = expectationNamed('unexpected_rows_expectation');
  const query = { unexpected_rows_query: 'SELECT * FROM {batch} WHERE a > 1' };
  expect(rows?.meaning(query, { rowCounts: {}, like: 'like' })).toMatchObject({ kind: 'sql-rows' });
});

test('every name is tried here, and every expectation of a family is in the registry', () => {
  const tried = [...Object.keys(sufficient).map((name) => `expect_${name}`), 'unexpected_rows_expectation'];
  expect(tried.sort()).toEqual([...expectationNames].sort());
  const folder = join(import.meta.dirname, '../../../../lib/core/contract/great-expectations/families');
  const written = readdirSync(folder).flatMap(
    (file) => readFileSync(join(folder, file), 'utf8').match(/'(expect_\w+|unexpected_rows\w+)'/g) ?? [],
  );
  expect(written.map((name) => name.slice(1, -1)).filter((name) => !expectationNames.includes(name))).toEqual([]);
});
