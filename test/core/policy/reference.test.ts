import { policyReference } from '../../../lib/core/policy/reference.ts';

test('every key of the policy has a row that says what it does', () => {
  const rows = policyReference()
    .split('\n')
    .filter((line) => line.startsWith('| `'));
  expect(rows.length).toBeGreaterThan(40);
  for (const row of rows) expect(row).not.toMatch(/\| {2}\|/);
  for (const key of ['checks[].name', 'evaluation.metrics.<name>.min', 'rollout.strategy.stepPercents', 'release.code'])
    expect(rows.some((row) => row.startsWith(`| \`${key}\``))).toBe(true);
});
