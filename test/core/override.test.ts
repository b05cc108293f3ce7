import type { CheckResult } from '../../lib/core/gate.ts';
import { applyOverrides, overriddenChecks, overriddenNote } from '../../lib/core/override.ts';

const range: CheckResult = {
  check: 'range',
  subject: 'petal_width',
  verdict: 'fail',
  sentence: 'petal_width range: 13 of 150 rows outside 0.05..3',
  observed: 13,
  allowed: '0',
};
const required: CheckResult = { ...range, check: 'required', sentence: 'petal_width required: 3 rows without a value' };
const override = {
  gate: 'data' as const,
  check: 'range',
  subject: 'petal_width',
  until: '2026-12-01',
  reason: 'a sensor is being replaced',
  by: 'ada@example.org',
};

test('a failing check that an override names passes, and says by whom, until when and why', () => {
  const [passed, failed] = applyOverrides('data', [range, required], [override], '2026-12-01T23:59:59Z');
  expect(passed).toMatchObject({
    verdict: 'pass',
    sentence: `${range.sentence}; let pass until 2026-12-01 by ada@example.org: a sensor is being replaced`,
    overridden: { verdict: 'fail', until: '2026-12-01', by: 'ada@example.org' },
  });
  expect(failed).toEqual(required);
});

test('an override ends with its day, and the check says so', () => {
  const [check] = applyOverrides('data', [range], [override], '2026-12-02T00:00:00Z');
  expect(check).toEqual({ ...range, sentence: `${range.sentence} (its override ended on 2026-12-01)` });
});

test.each([
  ['gate', { gate: 'model' as const }],
  ['check', { check: 'Range' }],
  ['subject', { subject: 'petal' }],
])('an override of another %s lets nothing pass', (_, other) => {
  expect(applyOverrides('data', [range], [{ ...override, ...other }], '2026-11-23')).toEqual([range]);
});

test('what passed by itself is no override', () => {
  const good: CheckResult = { ...range, verdict: 'pass' };
  expect(applyOverrides('data', [good], [override], '2026-11-23')).toEqual([good]);
});

test('overridden checks can be listed and counted', () => {
  const checks = applyOverrides('data', [range, required], [override], '2026-11-23');
  const gate = { gate: 'data' as const, verdict: 'fail' as const, sentence: '', checks, decidedAt: '' };
  expect(overriddenChecks([gate]).map(({ gate: of, check }) => [of, check])).toEqual([['data', 'range']]);
  expect(overriddenNote(checks)).toBe(', 1 of them let pass by an override');
  expect(overriddenNote([])).toBe('');
});
