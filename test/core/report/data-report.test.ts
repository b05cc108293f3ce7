import { columnsOf } from '../../../lib/core/drift/column.ts';
import { driftGate } from '../../../lib/core/drift/drift-gate.ts';
import { driftOf } from '../../../lib/core/drift/drift-of.ts';
import { dataGate } from '../../../lib/core/profile/data-gate.ts';
import { dataReport } from '../../../lib/core/report/data-report.ts';
import { bySeverity } from '../../../lib/core/warned.ts';
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

async function drifted(from: number, word: string) {
  const [one, other] = [
    await profileOf(folder, contract, csv(0, 'a')),
    await profileOf(folder, contract, csv(from, word)),
  ];
  const drift = driftOf(columnsOf(one), columnsOf(other), policyOf());
  const at = '2026-01-01T00:00:00.000Z';
  return driftGate(drift, { reference: 80, current: 80 }, at, { reference: one, current: other });
}

test('drift alone is a report of its own, which tells how far each column has moved', async () => {
  const page = dataReport(await drifted(60, 'a'), 'b.csv against a.csv');
  expect(page).toContain('<title>The data has drifted: b.csv against a.csv</title>');
  expect(page).toContain('Rows of the reference');
  const [, table = ''] = page.split('How far each column has moved');
  expect(table).toMatch(/fail.*?>x<.*?kolmogorov-smirnov.*?pass.*?>k<.*?l-infinity/s);
  expect(dataReport(await drifted(0, 'a'), 'a')).toContain('<title>No drift: a</title>');
  expect(dataReport(await reported({ baseline: true }), 'c')).not.toContain('How far each column has moved');
});

test('a category that the reference does not have is marked as what is outside of it', async () => {
  const marked = /<rect[^>]*class="outside"[^>]*><title>b: 100 %/;
  expect(dataReport(await drifted(0, 'b'), 'c')).toMatch(marked);
  expect(dataReport(await drifted(0, 'a'), 'c')).not.toMatch(/class="outside"[^>]*><title>a: /);
});

test('what only warns is told before what passed, and drawn', async () => {
  const gate = await reported();
  const checks = gate.checks.map((check) => bySeverity(check, 'warning'));
  const page = dataReport({ ...gate, verdict: 'pass', checks }, 'c');
  const places = ['What to know of', 'warning</span>', 'Distribution of x', 'What passed'];
  const found = places.map((words) => page.indexOf(words));
  expect(found.every((at, i) => at > (found[i - 1] ?? 0))).toBe(true);
  expect(page).toContain('of which 0 did not pass, 2 only warn');
  expect(page).toMatch(/<article class="inconclusive"><h5>x .*?warning<\/span><\/h5>/);
  expect(page).toContain('<b>x</b>: warning only: range: ');
});

test('many checks that passed are folded', async () => {
  const gate = await drifted(0, 'a');
  const passing = Array.from({ length: 31 }, (_, at) => ({
    check: 'range',
    subject: `x${at}`,
    verdict: 'pass' as const,
    sentence: 'fine',
    observed: 0,
    allowed: '0',
  }));
  expect(dataReport({ ...gate, checks: passing }, 'c')).toContain('<summary>31 checks</summary>');
  expect(dataReport({ ...gate, checks: passing.slice(1) }, 'c')).not.toContain('<summary>');
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
