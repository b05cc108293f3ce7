import { isSensitive, withSensitive } from '../../../lib/core/contract/sensitive.ts';
import { dataGate } from '../../../lib/core/profile/data-gate.ts';
import { contractOf, profileOf, temporaryFolder } from '../../engine/tables.ts';

const folder = temporaryFolder();
const names = [
  { name: 'who', logicalType: 'string', classification: 'PII', logicalTypeOptions: { maxLength: 3 }, unique: true },
  { name: 'pay', logicalType: 'number', classification: 'highly-confidential', logicalTypeOptions: { maximum: 10 } },
  { name: 'day', logicalType: 'date', logicalTypeOptions: { maximum: '2026-01-01' } },
];
const csv = 'who,pay,day\nsecretary,54321,2026-02-02\nsecretary,54321,2026-02-02\nx,1,\n';
const columns = [{ type: 'sql', query: 'SELECT max(pay) FROM table', mustBeLessThan: 5 }];

test('no value of a sensitive column is in a profile, a verdict or a sentence; counts are', async () => {
  const contract = contractOf(names, columns);
  const profile = await profileOf(folder, contract, csv, { samples: { values: true, keys: ['who', 'day'] } });
  const { gate, profile: judged } = dataGate(contract, [{ status: 'profiled', file: 'a.csv', profile }], {
    decidedAt: '2026-01-01T00:00:00.000Z',
  });
  const told = JSON.stringify({ gate, judged, columns: profile.columns });
  expect(told).not.toContain('secretary');
  expect(told).not.toContain('54321');
  expect(told).toContain('(masked)');
  const [query] = dataGate(
    contractOf(names, [{ ...columns[0], severity: 'warning' }]),
    [{ status: 'profiled', file: 'a.csv', profile }],
    { decidedAt: '2026-01-01T00:00:00.000Z' },
  ).gate.checks;
  expect(query).toMatchObject({
    verdict: 'pass',
    sentence: 'warning only: table sql-value: what was observed is masked; allowed below 5: fail',
  });
  expect(gate.checks.find(({ check }) => check === 'length')?.failing).toMatchObject({ count: 2, total: 3 });
  expect(profile.columns.find(({ name }) => name === 'pay')).toMatchObject({ valid: 3, min: null, histogram: null });
});

test('what may tell a value of a sensitive column is not kept for later data, which says so', async () => {
  const past = { limits: { maximum: { of: 'max' as const, last: 3 } } };
  const declared = contractOf(names);
  const [, pay] = declared.properties;
  const checks = ['max', 'mean'].map((of) => ({
    ...{
      kind: 'statistic',
      columns: [pay?.name ?? ''],
      args: { of },
      accept: { mostly: 1 },
      severity: 'error' as const,
    },
    ...{ past, source: { file: 'c', line: 1, key: 'k' } },
  }));
  const contract = { ...declared, checks };
  const profile = await profileOf(folder, contract, csv);
  const earlier = [{ 'max(pay)': 1, 'mean(pay)': 1 }];
  const { gate } = dataGate(contract, [{ status: 'profiled', file: 'a.csv', profile }], { earlier, decidedAt: '' });
  expect(gate.checks.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'fail']);
  expect(gate.checks[0]?.sentence).toContain('it may tell a value of a sensitive column');
  expect(Object.keys(gate.facts?.figures ?? {})).toEqual(['row-count', 'mean(pay)']);
});

test('the other columns are told as ever', async () => {
  const contract = contractOf(names);
  const profile = await profileOf(folder, contract, csv, { samples: { values: true, keys: ['who', 'day'] } });
  const late =
    profile.checks[contract.checks.findIndex(({ kind, columns }) => kind === 'range' && columns[0] === 'day')];
  expect(late?.samples[0]).toMatchObject({ values: ['2026-02-02'], keys: ['(masked)', '2026-02-02'] });
  expect(profile.columns.find(({ name }) => name === 'day')).toMatchObject({ max: '2026-02-02' });
});

test.each([
  ['restricted', true],
  ['Confidential', true],
  ['customer PII', true],
  ['public', false],
  ['internal', false],
  [undefined, false],
])('the classification %s is sensitive: %s', (classification, sensitive) => {
  expect(isSensitive(classification)).toBe(sensitive);
});

test('a policy may say what the contract does not, of columns that it has', () => {
  const contract = contractOf([{ name: 'a', logicalType: 'string' }]);
  expect(withSensitive(contract, ['a']).properties[0]).toMatchObject({ sensitive: true });
  expect(() => withSensitive(contract, ['b'])).toThrow(
    /`data\.sensitive`: "b" is no column of contract\.yaml; columns: a/,
  );
});
