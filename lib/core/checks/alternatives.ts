import type { CheckResult } from '../gate.ts';
import type { Check } from './check.ts';

/** A check with what it said. */
interface Judged {
  check: Check;
  result: CheckResult;
}

/**
 * Settles checks that are alternatives: where one of them passes, the others need not, and say so. `judged` has all checks of
 * a contract.
 */
export function settleAlternatives(judged: Judged[]): CheckResult[] {
  const passed = new Map<string, CheckResult>();
  for (const { check, result } of judged)
    if (check.anyOf !== undefined && result.verdict === 'pass' && !passed.has(check.anyOf))
      passed.set(check.anyOf, result);
  return judged.map(({ check, result }) => {
    const other = check.anyOf === undefined ? undefined : passed.get(check.anyOf);
    if (!other || result.verdict === 'pass') return result;
    return { ...result, verdict: 'pass', sentence: `${result.sentence}; not needed, as this holds: ${other.sentence}` };
  });
}
