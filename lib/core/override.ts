import type { CheckResult, GateRecord } from './gate.ts';
import type { Policy } from './policy/schema.ts';

type Override = Policy['overrides'][number];

/**
 * The gate with what its owners let pass for a while. A failing check that an override names passes, and says by whom, until
 * when and why; one whose override has ended fails, and says that too. Whoever summarizes the checks does so afterwards.
 * @param today ISO 8601 date or time, UTC; an override ends with its day.
 */
export function applyOverrides(
  gate: 'data' | 'model',
  checks: CheckResult[],
  overrides: Override[],
  today: string,
): CheckResult[] {
  return checks.map((check) => {
    const named = overrides.filter(
      (one) => one.gate === gate && one.check === check.check && one.subject === check.subject,
    );
    if (check.verdict === 'pass' || named.length === 0) return check;
    const valid = named.find(({ until }) => today.slice(0, 10) <= until);
    return valid ? letPass(check, valid) : ended(check, named);
  });
}

function letPass(check: CheckResult, { until, reason, by }: Override): CheckResult {
  const sentence = `${check.sentence}; let pass until ${until} by ${by}: ${reason}`;
  return { ...check, verdict: 'pass', sentence, overridden: { verdict: check.verdict, until, reason, by } };
}

function ended(check: CheckResult, named: Override[]): CheckResult {
  const last = named
    .map(({ until }) => until)
    .sort()
    .at(-1);
  return { ...check, sentence: `${check.sentence} (its override ended on ${last})` };
}

/** Checks of these gates that passed only because somebody let them. */
export function overriddenChecks(gates: GateRecord[]): Array<CheckResult & { gate: GateRecord['gate'] }> {
  return gates.flatMap(({ gate, checks }) => checks.flatMap((check) => (check.overridden ? [{ ...check, gate }] : [])));
}

/** How many were let pass, for a gate's sentence; empty when none was. */
export function overriddenNote(checks: CheckResult[]): string {
  const count = checks.filter(({ overridden }) => overridden).length;
  return count === 0 ? '' : `, ${count} of them let pass by an override`;
}
