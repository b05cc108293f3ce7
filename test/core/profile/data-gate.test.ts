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

test('without a champion there is nothing to compare with', async () => {
  const profile = await profileOf(folder, contract, 'length,kind\n1,a\n');
  const { gate } = dataGate(contract, [{ status: 'profiled', file: 'a.csv', profile }], { decidedAt });
  expect(gate.facts).not.toHaveProperty('championColumns');
});
