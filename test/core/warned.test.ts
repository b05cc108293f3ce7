import { summarize } from '../../lib/core/checks/judge.ts';
import type { CheckResult } from '../../lib/core/gate.ts';
import { bySeverity, passedQuietly, worstFirst } from '../../lib/core/warned.ts';

const result = (subject: string, verdict: CheckResult['verdict']): CheckResult => ({
  check: 'range',
  subject,
  verdict,
  sentence: `${subject} range: 3 rows`,
  observed: 3,
  allowed: '0 rows',
});

test('only an error decides; what is milder passes, with what it would have been', () => {
  expect(bySeverity(result('x', 'fail'), 'error')).toEqual(result('x', 'fail'));
  expect(bySeverity(result('x', 'pass'), 'warning')).toEqual(result('x', 'pass'));
  expect(bySeverity(result('x', 'inconclusive'), 'warning')).toEqual({
    ...result('x', 'pass'),
    sentence: 'warning only: x range: 3 rows',
    warned: { severity: 'warning', verdict: 'inconclusive' },
  });
});

test('a gate that passes says which checks only warn', () => {
  const warnings = ['a', 'b', 'c', 'd'].map((subject) => bySeverity(result(subject, 'fail'), 'warning'));
  const note = bySeverity(result('e', 'fail'), 'info');
  expect(summarize([...warnings, note], 9)).toEqual({
    verdict: 'pass',
    sentence: 'all 5 checks passed on 9 rows; 4 of them only warn: a range, b range, c range and 1 more',
  });
  expect(summarize([warnings[0] as CheckResult], 9).sentence).toMatch(/; 1 of them only warns: a range$/);
  expect(summarize([note], 9).sentence).toBe('all 1 checks passed on 9 rows');
});

test('what warns comes after what failed and before what passed', () => {
  const warning = bySeverity(result('warns', 'fail'), 'warning');
  const sorted = worstFirst([
    result('passes', 'pass'),
    warning,
    result('open', 'inconclusive'),
    result('fails', 'fail'),
  ]);
  expect(sorted.map(({ subject }) => subject)).toEqual(['fails', 'open', 'warns', 'passes']);
  expect(sorted.filter(passedQuietly).map(({ subject }) => subject)).toEqual(['passes']);
});
