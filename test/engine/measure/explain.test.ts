import { openDatabase } from '../../../lib/engine/database.ts';
import { passesOf } from '../../../lib/engine/measure/explain.ts';
import { prepare } from '../../../lib/engine/measure/prepare.ts';
import { tableOf } from '../../../lib/engine/measure/table.ts';
import { temporaryFolder } from '../tables.ts';
import { checkOf, rowsOf } from './tables.ts';

const folder = temporaryFolder();

test('what one scan answers is in one pass; quantiles of a column share one; names and types need none', async () => {
  const relation = rowsOf({ a: 'float', b: 'string', c: 'integer' }, "(1.0, 'x', 1)");
  const database = await openDatabase([], folder);
  const checks = [
    checkOf('required', ['a']),
    checkOf('pattern', ['b'], { pattern: '^(?=x)' }),
    checkOf('statistic', ['a'], { of: 'mean' }),
    checkOf('statistic', ['a'], { of: 'median' }),
    checkOf('unique', ['c']),
    checkOf('quantiles', ['a'], { ranges: [{ quantile: 0.9 }] }),
    checkOf('columns-set', [], { columns: ['a'], exact: false }),
    checkOf('increasing', ['c']),
    checkOf('z-score', ['c'], { threshold: 3, doubleSided: true }),
    checkOf('statistic', ['b'], { of: 'distinct' }),
    checkOf('sql-condition', [], { expression: 'a > c' }),
    checkOf('sql-value', [], { query: 'select 1', minimum: 0 }),
    checkOf('row-count', []),
    checkOf('required', ['gone']),
  ];
  const passes = passesOf(await prepare(checks, tableOf(relation), database));
  database.close();
  expect(passes).toEqual([
    { reads: 'all at once', columns: ['a', 'b', 'c'], checks: [0, 1, 2, 12], inJavaScript: [1] },
    { reads: 'SQL of the user', columns: ['a', 'c'], checks: [10], inJavaScript: [] },
    { reads: 'quantiles', columns: ['a'], checks: [3, 5], inJavaScript: [] },
    { reads: 'keys', columns: ['c'], checks: [4], inJavaScript: [] },
    { reads: 'rows in order', columns: ['c'], checks: [7], inJavaScript: [] },
    { reads: 'once more', columns: ['c'], checks: [8], inJavaScript: [] },
    { reads: 'different values', columns: ['b'], checks: [9], inJavaScript: [] },
    { reads: 'a query', columns: [], checks: [11], inJavaScript: [] },
  ]);
});
