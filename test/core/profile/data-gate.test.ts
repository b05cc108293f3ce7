import type { Figures } from '../../../lib/core/checks/past/figure.ts';
import { readContract } from '../../../lib/core/contract/read-contract.ts';
import { dataGate } from '../../../lib/core/profile/data-gate.ts';
import { contractOf, profileOf, temporaryFolder } from '../../engine/tables.ts';

const folder = temporaryFolder();
const contract = contractOf([
  { name: 'length', logicalType: 'number', logicalTypeOptions: { maximum: 8 } },
  { name: 'kind', logicalType: 'string' },
]);
const decidedAt = '2026-01-01T00:00:00.000Z';

test("facts hold both distributions over the same bins, the champion's of its training data", async () => {
  const mine = await profileOf(folder, contract, 'length,kind\n1,a\n2,a\n47,b\n');
  const baseline = await profileOf(folder, contract, 'length,kind\n1,a\n1.5,a\n6.9,b\n');
  const { gate } = dataGate(contract, [{ status: 'profiled', file: 'a.csv', profile: mine }], { baseline, decidedAt });
  const { columns, championColumns } = gate.facts as Record<
    string,
    Record<string, { histogram: { edges: number[]; counts: number[] } }>
  >;
  expect(columns?.length?.histogram.edges).toEqual(championColumns?.length?.histogram.edges);
  expect(columns?.length?.histogram.counts.reduce((a, b) => a + b)).toBe(3);
  expect(Object.keys(columns ?? {})).toEqual(['length', 'kind']);
});

test('the number of each check that has one is kept by what it is, of parts as of the whole, and compared with that of earlier data', async () => {
  const ruled = readContract(
    {
      text: 'Rules = [ RowCount > avg(last(3)) * 0.5, Mean "length" < last() + 1, ColumnExists "kind" ]',
      file: 'r.dqdl',
    },
    {},
  );
  const judged = async (csv: string, earlier?: Figures[]) => {
    const profile = await profileOf(folder, ruled, csv);
    return dataGate(ruled, [{ status: 'profiled', file: 'a.csv', profile }], { decidedAt, earlier });
  };
  const first = await judged('length,kind\n1,a\n3,a\n5,b\n');
  expect(first.gate.verdict).toBe('pass');
  expect(first.profile?.figures).toEqual({ 'row-count': 3, 'mean(length)': 3 });
  expect(first.gate.facts?.figures).toEqual(first.profile?.figures);
  const second = await judged('length,kind\n5,a\n', [first.profile?.figures ?? {}]);
  expect(second.gate.checks.map(({ verdict }) => verdict)).toEqual(['fail', 'fail', 'pass']);
  expect(second.contract.checks[0]).toMatchObject({ accept: { value: 2 } });
  const parts = await Promise.all(
    ['length,kind\n1,a\n', 'length,kind\n3,a\n5,b\n'].map((csv) => profileOf(folder, ruled, csv)),
  );
  const records = parts.map((profile, at) => ({ status: 'profiled' as const, file: `${at}.csv`, profile }));
  expect(dataGate(ruled, records, { decidedAt }).profile?.figures).toEqual(first.profile?.figures);
});

test('without a champion there is nothing to compare with', async () => {
  const profile = await profileOf(folder, contract, 'length,kind\n1,a\n');
  const { gate } = dataGate(contract, [{ status: 'profiled', file: 'a.csv', profile }], { decidedAt });
  expect(gate.facts).not.toHaveProperty('championColumns');
});
