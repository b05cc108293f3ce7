import { dataDrift } from '../../../lib/core/drift/data-drift.ts';
import { contractOf, profileOf, temporaryFolder } from '../../engine/tables.ts';
import { policyOf } from './columns.ts';

const folder = temporaryFolder();
const contract = contractOf([
  { name: 'id', logicalType: 'string', primaryKey: true },
  { name: 'x', logicalType: 'number' },
  { name: 'k', logicalType: 'string' },
]);
const csv = (from: number, word: string) =>
  `id,x,k\n${Array.from({ length: 80 }, (_, i) => `${from + i},${from + i / 10},${i % 2 ? 'a' : word}`).join('\n')}\n`;
const profile = (from: number, word: string) => profileOf(folder, contract, csv(from, word));

test('the first release has nothing to have drifted from: that is told, and passes', async () => {
  const [only, ...others] = dataDrift(contract, await profile(0, 'b'), 'no champion', policyOf());
  expect(only).toMatchObject({ verdict: 'pass', sentence: expect.stringContaining('no model is in production yet') });
  expect(others).toEqual([]);
});

test('a baseline that is not stored any more is inconclusive', async () => {
  const [only] = dataDrift(contract, await profile(0, 'b'), 'not stored', policyOf());
  expect(only).toMatchObject({ verdict: 'inconclusive', subject: 'table' });
});

test('profiles of the same data have not drifted, and a column that names rows is not asked', async () => {
  const checks = dataDrift(contract, await profile(0, 'b'), await profile(0, 'b'), policyOf());
  expect(checks.map(({ subject, check, verdict }) => `${subject} ${check} ${verdict}`)).toEqual([
    'x drift pass',
    'x missing-share pass',
    'x out-of-range pass',
    'k drift pass',
    'k missing-share pass',
    'k new-categories pass',
  ]);
});

test('profiles of data that moved have drifted', async () => {
  const checks = dataDrift(contract, await profile(100, 'c'), await profile(0, 'b'), policyOf());
  const failed = checks.filter(({ verdict }) => verdict === 'fail');
  expect(failed.map(({ subject, check, observed }) => [subject, check, observed])).toEqual([
    ['x', 'drift', expect.closeTo(0.7154, 3)],
    ['x', 'out-of-range', 1],
    ['k', 'drift', expect.closeTo(0.2154, 3)],
    ['k', 'new-categories', 0.5],
  ]);
});
