import fc from 'fast-check';
import { temporaryFolder } from '../tables.ts';
import { checkOf, measured, rowsOf } from './tables.ts';

const folder = temporaryFolder();

const types = { integer: 'BIGINT', float: 'DOUBLE', timestamp: 'TIMESTAMP' };
const integers = fc.constantFrom(
  '0',
  '1',
  '-1',
  '7',
  '9223372036854775807',
  '9223372036854775806',
  '-9223372036854775808',
);
const doubles = fc.constantFrom(
  '0',
  '-0',
  '1',
  '-1',
  '0.1',
  '0.3',
  '0.30000000000000004',
  'inf',
  '-inf',
  'nan',
  '5e-324',
);
const moments = fc.constantFrom('1969-12-31 23:59:59.999999', '1970-01-01 00:00:00', '1970-01-01 00:00:00.000001');
const columns = fc.oneof(
  ...(
    [
      ['integer', integers],
      ['float', doubles],
      ['timestamp', moments],
    ] as const
  ).map(([storage, value]) =>
    fc.record({
      storage: fc.constant(storage),
      values: fc.array(fc.oneof({ weight: 4, arbitrary: value }, fc.constant('NULL')), { minLength: 1, maxLength: 14 }),
    }),
  ),
);

/** Repeats as a person counts them: a missing value and NaN are nobody's. */
function repeats(values: string[]): { further: number; all: number; considered: number } {
  const counts = new Map<string, number>();
  for (const value of values) {
    if (value === 'NULL' || value === 'nan') continue;
    const key = value === '-0' ? '0' : value;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const sum = (of: (count: number) => number) => [...counts.values()].reduce((total, count) => total + of(count), 0);
  return {
    further: sum((count) => count - 1),
    all: sum((count) => (count > 1 ? count : 0)),
    considered: sum((n) => n),
  };
}

test('repeated numbers and moments are counted, once for each further row or for all of their rows', async () => {
  await fc.assert(
    fc.asyncProperty(columns, async ({ storage, values }) => {
      const rows = values.map((value) => `(CAST(${value === 'NULL' ? value : `'${value}'`} AS ${types[storage]}))`);
      const relation = rowsOf({ k: storage }, rows.join(', '));
      const checks = (['further', 'all'] as const).map((count) => checkOf('unique', ['k'], { count }));
      const [further, all] = await measured(folder, relation, checks);
      const expected = repeats(values);
      expect([further?.error, further?.failing, further?.considered]).toEqual([
        undefined,
        expected.further,
        expected.considered,
      ]);
      expect(all?.failing).toBe(expected.all);
    }),
    { numRuns: 60 },
  );
});
