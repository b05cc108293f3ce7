import { readContract } from '../../../lib/core/contract/read-contract.ts';
import { validationOf } from '../../../lib/core/export/great-expectations/validation.ts';
import { dataGate } from '../../../lib/core/profile/data-gate.ts';
import { profileOf, temporaryFolder } from '../../engine/tables.ts';

const folder = temporaryFolder();
const suite = {
  name: 's',
  expectations: [
    { type: 'expect_column_mean_to_be_between', kwargs: { column: 'a', max_value: 9 } },
    { type: 'expect_column_unique_value_count_to_be_between', kwargs: { column: 'a', max_value: 9 } },
    { type: 'expect_column_distinct_values_to_be_in_set', kwargs: { column: 'a', value_set: [1, 2, 3] } },
    { type: 'expect_column_most_common_value_to_be_in_set', kwargs: { column: 'a', value_set: [2] } },
  ],
};

test('figures and sets of several files are told as those of one', async () => {
  const contract = readContract({ text: JSON.stringify(suite), file: 'suite.json' });
  const profiles = await Promise.all(
    ['a\n1\n2\n', 'a\n2\n3\n'].map((csv) => profileOf(folder, contract, csv, { keepKeys: true })),
  );
  const records = profiles.map((profile, at) => ({ status: 'profiled' as const, file: `${at}.csv`, profile }));
  const { profile } = dataGate(contract, records, { decidedAt: '2026-01-01T00:00:00.000Z' });
  const validation = validationOf(contract, profile?.checks ?? []) as {
    results: Array<{ success: boolean; result: { observed_value: unknown } }>;
  };
  expect(validation.results.map(({ success, result }) => [success, result.observed_value])).toEqual([
    [true, 2],
    [true, 3],
    [true, [1, 2, 3]],
    [true, [2]],
  ]);
});
