import { readContract } from '../../../lib/core/contract/read-contract.ts';
import { dataGate } from '../../../lib/core/profile/data-gate.ts';
import { profileOf, temporaryFolder } from '../../engine/tables.ts';

const folder = temporaryFolder();
const suiteOf = (...expectations: Array<[type: string, kwargs: object]>) => {
  const suite = { name: 's', expectations: expectations.map(([type, kwargs]) => ({ type, kwargs })) };
  return readContract({ text: JSON.stringify(suite), file: 'suite.json' });
};

/** As a run judges files that were read each on its own. */
async function verdictsOf(contract: ReturnType<typeof suiteOf>, ...files: string[]) {
  const profiles = await Promise.all(files.map((csv) => profileOf(folder, contract, csv, { keepKeys: true })));
  const records = profiles.map((profile, at) => ({ status: 'profiled' as const, file: `${at}.csv`, profile }));
  return dataGate(contract, records, { decidedAt: '2026-01-01T00:00:00.000Z' }).gate.checks;
}

const inSet: [string, object] = ['expect_column_values_to_be_in_set', { column: 'a', value_set: [1, 2] }];
const notNull: [string, object] = ['expect_column_values_to_not_be_null', { column: 'a' }];
const between: [string, object] = ['expect_column_values_to_be_between', { column: 'a', max_value: 9 }];
const mean: [string, object] = ['expect_column_mean_to_be_between', { column: 'a', max_value: 9 }];

test('what files read as different types is not judged, but whether it is there', async () => {
  const [set, there] = await verdictsOf(suiteOf(inSet, notNull), 'a\n1\n', 'a\nx\n');
  expect(there?.verdict).toBe('pass');
  expect(set?.verdict).toBe('inconclusive');
  expect(set?.sentence).toBe(
    'a allowed-values: could not be measured: a is read as integer in some files and as string in others, for the contract does not say its type',
  );
});

test('a condition on such a column is not judged either', async () => {
  const where = { row_condition: 'a > 0', condition_parser: 'pandas' };
  const suite = suiteOf(['expect_column_values_to_be_unique', { column: 'b', ...where }], inSet);
  const checks = await verdictsOf(suite, 'a,b\n1,1\n', 'a,b\nx,1\n');
  expect(checks.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'inconclusive']);
});

test('whole numbers and others are numbers together, but to who asks for the type', async () => {
  const ofType: [string, object] = ['expect_column_values_to_be_of_type', { column: 'a', type_: 'float' }];
  const checks = await verdictsOf(suiteOf(between, ofType), 'a\n1\n', 'a\n2.5\n');
  expect(checks.map(({ verdict }) => verdict)).toEqual(['pass', 'inconclusive']);
});

test('a file without any value of a column says nothing of it', async () => {
  const checks = await verdictsOf(suiteOf(between, mean), 'a,b\n,1\n,2\n', 'a,b\n1,1\n12,1\n', 'a,b\n,1\n');
  expect(checks.map(({ verdict, failing, observed }) => [verdict, failing?.count, failing?.total ?? observed])).toEqual(
    [
      ['fail', 1, 5],
      ['pass', undefined, 6.5],
    ],
  );
});

test('one file is judged as it is', async () => {
  const checks = await verdictsOf(suiteOf(inSet, between), 'a\n1\nx\n');
  expect(checks.map(({ verdict }) => verdict)).toEqual(['fail', 'inconclusive']);
});
