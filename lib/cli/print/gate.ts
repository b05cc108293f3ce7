import type { CheckResult, GateRecord, Verdict } from '../../core/gate.ts';
import { formatNumber, formatObserved, formatValue } from '../../core/report/format.ts';
import { clip } from '../../core/report/html.ts';
import { passedQuietly, worstFirst } from '../../core/warned.ts';
import { columns } from './columns.ts';
import { type Paint, paintVerdict } from './paint.ts';
import { oneLine, printable } from './printable.ts';

const mostSamples = 3;
const longestCell = 40;
const marks: Record<Verdict, string> = { pass: '✓', fail: '✕', inconclusive: '?' };

/** A gate on the terminal: its verdict and sentence, and the checks that did not pass with a few failing rows. */
export function gateLines(gate: GateRecord, paint: Paint): string[] {
  const word = paintVerdict(paint, gate.verdict, `${marks[gate.verdict]} ${gate.verdict}`);
  const head = `${word}  gate ${oneLine(gate.gate)}: ${printable(gate.sentence)}`;
  return [...withReason(head, gate), ...tableOf(gate.checks.filter((check) => !passedQuietly(check)))];
}

/** Why nothing could be judged, where the gate's own sentence does not say it. */
function withReason(head: string, { sentence, unreadable }: GateRecord): string[] {
  if (!unreadable) return [head];
  const code = `[${oneLine(unreadable.code)}]`;
  return sentence === unreadable.sentence ? [`${head} ${code}`] : [head, `  ${printable(unreadable.sentence)} ${code}`];
}

/** Every check of a gate, whatever its verdict: what `validate` and `show` print. */
export function allChecksLines(gate: GateRecord, paint: Paint): string[] {
  return [...gateLines({ ...gate, checks: [] }, paint), ...tableOf(worstFirst(gate.checks))];
}

function tableOf(checks: CheckResult[]): string[] {
  if (checks.length === 0) return [];
  const compared = checks.some(({ champion }) => typeof champion === 'number');
  const header = ['VERDICT', 'CHECK', 'SUBJECT', 'OBSERVED', 'ALLOWED', ...(compared ? ['CHAMPION'] : [])];
  const rows = checks.map((check) => [
    check.overridden ? 'let pass' : (check.warned?.severity ?? check.verdict),
    check.check,
    check.subject,
    formatObserved(check),
    check.allowed,
    ...(compared ? [typeof check.champion === 'number' ? formatNumber(check.champion) : ''] : []),
  ]);
  const [top = '', ...lines] = columns(header, rows, '  ');
  return [top, ...lines.flatMap((line, i) => [line, ...samplesOf(checks[i])])];
}

function samplesOf(check: CheckResult | undefined): string[] {
  if (!check?.failing || check.failing.count === 0) return [];
  const { count, total, samples } = check.failing;
  const shown = samples.slice(0, mostSamples).map((row) => `      ${rowText(row)}`);
  const more =
    count > shown.length && shown.length > 0 ? [`      … and ${formatNumber(count - shown.length)} more`] : [];
  return [`    ${formatNumber(count)} of ${formatNumber(total)} rows`, ...shown, ...more];
}

function rowText(row: Record<string, unknown>): string {
  const cells = Object.entries(row).slice(0, 12);
  return cells.map(([name, value]) => `${oneLine(name)}=${oneLine(clip(formatValue(value), longestCell))}`).join(', ');
}
