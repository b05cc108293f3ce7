import { bind } from '../../../lib/core/checks/registry.ts';
import { readContract } from '../../../lib/core/contract/read-contract.ts';
import { dataGate } from '../../../lib/core/profile/data-gate.ts';
import { mergeOfColumns } from '../../../lib/core/profile/merge-of-columns.ts';
import type { CheckCounts } from '../../../lib/core/profile/profile.ts';
import { profileOf, temporaryFolder } from '../../engine/tables.ts';

const folder = temporaryFolder();
const suite = {
  name: 's',
  expectations: [
    { type: 'expect_table_column_count_to_equal', kwargs: { value: 2 } },
    { type: 'expect_table_columns_to_match_set', kwargs: { column_set: ['a', 'c'] } },
    { type: 'expect_column_values_to_be_of_type', kwargs: { column: 'a', type_: 'int64' } },
    { type: 'expect_column_values_to_be_of_type', kwargs: { column: 'a', type_: 'float64', mostly: 0.5 } },
  ],
};
const contract = readContract({ text: JSON.stringify(suite), file: 'suite.json' });

async function judged(files: string[]) {
  const profiles = await Promise.all(files.map((csv) => profileOf(folder, contract, csv, { keepKeys: true })));
  const records = profiles.map((profile, at) => ({ status: 'profiled' as const, file: `${at}.csv`, profile }));
  const { gate } = dataGate(contract, records, { decidedAt: '2026-01-01T00:00:00.000Z' });
  return gate.checks.map(({ verdict, observed, sentence }) => [verdict, observed, sentence]);
}

const rows = '1,x\n2,x\n3,x\n4,x\n';

test('what columns tell is judged over several files as over one, and is no share of rows', async () => {
  const whole = await judged([`a,b\n${rows}${rows}${rows}`]);
  expect(whole.map(([verdict]) => verdict)).toEqual(['pass', 'fail', 'pass', 'fail']);
  expect(await judged([`a,b\n${rows}`, `a,b\n${rows}`, `a,b\n${rows}`])).toEqual(whole);
});

test('columns that files store each in its own way are no share of rows', () => {
  const stored = (failing: number, observed: string): CheckCounts => {
    return { failing, observed, total: 9, samples: [], ofColumns: true };
  };
  const merged = { failing: 1, total: 18, samples: [], ...mergeOfColumns(stored(1, 'int64'), stored(0, 'float64')) };
  const [check] = contract.checks.slice(-1).map(bind);
  expect(check?.judge?.(merged)).toMatchObject({ verdict: 'fail', observed: null });
  expect(check?.judge?.({ ...merged, ofColumns: undefined })).toBeUndefined();
});
