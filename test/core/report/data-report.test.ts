import { columnsOf } from '../../../lib/core/drift/column.ts';
import { driftGate } from '../../../lib/core/drift/drift-gate.ts';
import { driftOf } from '../../../lib/core/drift/drift-of.ts';
import { dataGate } from '../../../lib/core/profile/data-gate.ts';
import { dataReport } from '../../../lib/core/report/data-report.ts';
import { contractOf, profileOf, temporaryFolder } from '../../engine/tables.ts';
import { policyOf } from '../drift/columns.ts';

const folder = temporaryFolder();
const contract = contractOf([
  { name: 'x', logicalType: 'number', logicalTypeOptions: { maximum: 90 } },
  { name: 'k', logicalType: 'string', required: true },
]);
const csv = (from: number, word: string) =>
  `x,k\n${Array.from({ length: 80 }, (_, i) => `${from + i},${i % 8 === 0 ? '' : word}`).join('\n')}\n`;

async function reported(options: { baseline?: boolean } = {}) {
  const profile = await profileOf(folder, contract, csv(20, '<b>new</b>'));
  const baseline = await profileOf(folder, contract, csv(0, 'old'));
  const compared = options.baseline ? { baseline, drift: policyOf() } : {};
  const records = [{ status: 'profiled' as const, file: 'a.csv', profile }];
  return dataGate(contract, records, { decidedAt: '2026-01-01T00:00:00.000Z', ...compared }).gate;
}

test('what failed comes first with its rows, then a card for each column, then what passed', async () => {
  const page = dataReport(await reported(), 'contract.yaml');
  const places = ['The data fails', 'What did not pass', 'rows fail range of x', 'Columns</h4>', 'What passed'];
  const found = places.map((words) => page.indexOf(words));
  expect(found.every((at, i) => at > (found[i - 1] ?? 0))).toBe(true);
  expect(page).toContain('12.5 % missing');
});

test('beside a baseline each column is drawn over it, with its drift and what was missing', async () => {
  const page = dataReport(await reported({ baseline: true }), 'contract.yaml');
  expect(page).toContain('Dashed: the champion&#39;s training data');
  expect(page).toMatch(/class="champion line"/);
  expect(page).toMatch(/drift: Kolmogorov–Smirnov distance/);
});

test('nothing of the data becomes markup, and nothing is loaded from anywhere', async () => {
  const page = dataReport(await reported({ baseline: true }), '<script>c</script>');
  expect(page).not.toMatch(/<b>new|<script/);
  expect(page).not.toMatch(/src=|href=|url\(/);
});

test('drift alone is a report too', async () => {
  const [one, other] = [
    await profileOf(folder, contract, csv(0, 'a')),
    await profileOf(folder, contract, csv(60, 'a')),
  ];
  const drift = driftOf(columnsOf(one), columnsOf(other), policyOf());
  const gate = driftGate(drift, { reference: 80, current: 80 }, '2026-01-01T00:00:00.000Z', {
    reference: one,
    current: other,
  });
  expect(dataReport(gate, 'a.csv')).toContain('Rows of the reference');
});

test('facts of another form leave out what they do not tell', async () => {
  const gate = { ...(await reported()), facts: { columns: { x: 7, y: { values: [1, { value: 'a' }] } } } };
  expect(dataReport(gate, 'c')).toContain('Columns');
});

test('failing rows that are a number and a value stand side by side', async () => {
  const page = dataReport(await reported(), 'contract.yaml');
  expect(page).toMatch(/<ul class="rows"><li>row 72: 91<\/li><li>row 73: 92<\/li>/);
});

test('bins where the baseline has no value are marked', async () => {
  const baseline = dataReport(await reported({ baseline: true }), 'contract.yaml');
  expect(baseline).toMatch(/<rect [^>]*class="outside"><title>\d+ to \d+: [\d.]+ %/);
  expect(dataReport(await reported(), 'contract.yaml')).not.toMatch(/class="outside"><title>\d+ to/);
});
