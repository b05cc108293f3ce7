import type { Severity } from './checks/check.ts';
import type { CheckResult } from './gate.ts';

const mostNamed = 3;

/** A result as far as its severity lets it decide: only an error does. What is milder passes, and says what it would have been. */
export function bySeverity(result: CheckResult, severity: Severity): CheckResult {
  const { verdict, sentence } = result;
  if (severity === 'error' || verdict === 'pass') return result;
  return { ...result, verdict: 'pass', sentence: `${severity} only: ${sentence}`, warned: { verdict, severity } };
}

/** Whether a check passed and nobody has to hear of it: not let pass by name, and no warning. */
export function passedQuietly({ verdict, overridden, warned }: CheckResult): boolean {
  return verdict === 'pass' && !overridden && warned?.severity !== 'warning';
}

/** What failed, what could not be judged, what somebody should hear of, and what passed. */
export function worstFirst(checks: CheckResult[]): CheckResult[] {
  return [...checks].sort((a, b) => rank(a) - rank(b));
}

function rank(check: CheckResult): number {
  const ranks = { fail: 0, inconclusive: 1, pass: passedQuietly(check) ? 3 : 2 };
  return ranks[check.verdict];
}

/** Which checks only warn, for a gate's sentence; empty when none does. */
export function warnedNote(checks: CheckResult[]): string {
  const names = checks.flatMap(({ check, subject, warned }) =>
    warned?.severity === 'warning' ? [`${subject} ${check}`] : [],
  );
  if (names.length === 0) return '';
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  return `; ${names.length} of them only ${names.length === 1 ? 'warns' : 'warn'}: ${names.slice(0, mostNamed).join(', ')}${more}`;
}
