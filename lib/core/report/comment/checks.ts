import type { CheckResult, GateRecord } from '../../gate.ts';
import { formatObserved, formatValue } from '../format.ts';
import { code, table, text } from './markdown.ts';

/** More than these are in the report; a comment is read, not searched. */
const mostRows = 25;

interface Found {
  gate: GateRecord;
  check: CheckResult;
}

const marks = { fail: '✕ fail', inconclusive: '? inconclusive', pass: '✓ pass' } as const;

/** What did not pass, with reasons; undefined when all did. */
export function failedChecks(gates: readonly GateRecord[]): string | undefined {
  const found = all(gates).filter(({ check }) => check.verdict !== 'pass');
  const worst = found.toSorted((a, b) => Number(b.check.verdict === 'fail') - Number(a.check.verdict === 'fail'));
  const unread = gates.flatMap(({ gate, unreadable }) =>
    unreadable ? [`- **${gate}**: ${code(unreadable.code)} ${text(unreadable.sentence)}`] : [],
  );
  return joined([unread.join('\n'), worst.length > 0 ? told(worst, ({ verdict }) => marks[verdict]) : '']);
}

/** Checks that only warn; undefined without one. */
export function warningChecks(gates: readonly GateRecord[]): string | undefined {
  const found = all(gates).filter(({ check }) => check.warned?.severity === 'warning');
  return found.length === 0 ? undefined : told(found, () => '! warning');
}

function told(found: Found[], mark: (check: CheckResult) => string): string {
  const rows = found.map(({ gate, check }) => [
    gate.gate,
    mark(check),
    code(check.check),
    code(check.subject),
    code(formatObserved(check)),
    code(check.allowed),
    text(check.sentence, 300),
  ]);
  return limited(['Gate', 'Verdict', 'Check', 'On', 'Observed', 'Allowed', 'Why'], rows);
}

/** Checks that passed only because somebody let them; undefined without one. */
export function overriddenChecks(gates: readonly GateRecord[]): string | undefined {
  const rows = all(gates).flatMap(({ gate, check: { overridden, check, subject } }) =>
    overridden
      ? [
          [
            gate.gate,
            code(check),
            code(subject),
            marks[overridden.verdict],
            text(overridden.reason, 300),
            code(overridden.by),
            code(overridden.until),
          ],
        ]
      : [],
  );
  if (rows.length === 0) return undefined;
  return limited(['Gate', 'Check', 'On', 'Would be', 'Reason', 'By', 'Until'], rows);
}

/** What the checks said of the tests' coverage; undefined where it is not asked for. */
export function coverageLine(gates: readonly GateRecord[]): string | undefined {
  const found = all(gates).find(({ gate, check }) => gate.gate === 'checks' && check.check === 'coverage');
  if (!found) return undefined;
  const { observed, allowed } = found.check;
  const seen = typeof observed === 'number' ? `${observed.toFixed(1)} % of lines` : formatValue(observed);
  return `${text(seen)} (${text(allowed)} is asked for)`;
}

function all(gates: readonly GateRecord[]): Found[] {
  return gates.flatMap((gate) => gate.checks.map((check) => ({ gate, check })));
}

function limited(head: string[], rows: string[][]): string {
  const more = rows.length - mostRows;
  const shown = table(head, rows.slice(0, mostRows));
  return more > 0 ? `${shown}\n\n${more} more are in the report.` : shown;
}

function joined(parts: string[]): string | undefined {
  return parts.filter(Boolean).join('\n\n') || undefined;
}
