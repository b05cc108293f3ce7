import type { ColumnDrift } from '../../core/drift/line.ts';
import { driftIn, missingIn } from '../../core/drift/told.ts';
import type { GateRecord } from '../../core/gate.ts';
import { formatNumber } from '../../core/report/format.ts';
import { columns } from './columns.ts';
import { gateLines } from './gate.ts';
import type { Paint } from './paint.ts';
import { oneLine } from './printable.ts';

/** A wide table is told by its worst columns. */
const mostColumns = 60;

/** Drift on the terminal: a line a column, the worst first, and below what its checks say. */
export function driftLines(gate: GateRecord, paint: Paint): string[] {
  const { columns: compared = [], untold = [] } = driftIn(gate.facts) ?? {};
  const shown = compared.slice(0, mostColumns);
  const more = compared.length - shown.length;
  const skipped = untold.slice(0, mostColumns).map(({ name, why }) => `  not compared: ${oneLine(name)} ${why}`);
  return [
    ...gateLines({ ...gate, checks: gate.checks.filter(({ subject }) => subject === 'table') }, paint),
    ...table(shown),
    ...(more > 0 ? [`  … and ${more} columns more`] : []),
    ...skipped,
  ];
}

function table(lines: ColumnDrift[]): string[] {
  if (lines.length === 0) return [];
  const header = ['VERDICT', 'COLUMN', 'METHOD', 'DISTANCE', 'ALLOWED', 'PSI', 'MISSING'];
  const rows = lines.map((line) => [
    line.verdict,
    line.name,
    line.method ?? '',
    line.distance === null ? '' : formatNumber(line.distance),
    line.allowed,
    line.psi === null ? '' : formatNumber(line.psi),
    missingIn(line),
  ]);
  const [top = '', ...body] = columns(header, rows, '  ');
  return [top, ...body.flatMap((row, at) => [row, ...(lines[at]?.says ?? []).map((says) => `    ${oneLine(says)}`)])];
}
