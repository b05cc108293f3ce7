import type { ColumnDrift } from '../drift/line.ts';
import { driftIn, missingIn } from '../drift/told.ts';
import type { GateRecord } from '../gate.ts';
import { formatNumber } from './format.ts';
import { clip, html, type Markup } from './html.ts';
import { type Column, cardTable } from './table.ts';
import { verdictBadge } from './verdict-mark.ts';

/** A wide table is told by its worst columns. */
const mostColumns = 200;

/** How far each column has moved, the worst first; null of a gate that does not ask about drift alone. */
export function driftSection({ facts }: GateRecord): Markup | null {
  const told = driftIn(facts);
  if (!told) return null;
  const { columns, untold } = told;
  const more = columns.length - mostColumns;
  return html`<h3>How far each column has moved</h3>
${columns.length > 0 && cardTable('Drift by column', cells, columns.slice(0, mostColumns), ({ verdict }) => verdict)}
${more > 0 && html`<p class="quiet">… and ${formatNumber(more)} columns more.</p>`}
${
  untold.length > 0 &&
  html`<p class="quiet">Not compared: ${untold
    .slice(0, mostColumns)
    .map(({ name, why }) => `${clip(name, 60)}, which ${why}`)
    .join('; ')}.</p>`
}`;
}

const cells: Column<ColumnDrift>[] = [
  { title: 'Verdict', cell: ({ verdict }) => verdictBadge(verdict) },
  { title: 'Column', cell: ({ name }) => clip(name, 60) },
  { title: 'Method', cell: ({ method }) => method ?? '' },
  { title: 'Distance', cell: ({ distance }) => (distance === null ? '' : formatNumber(distance)) },
  { title: 'Allowed', cell: ({ allowed }) => clip(allowed, 80) },
  { title: 'PSI', cell: ({ psi }) => (psi === null ? '' : formatNumber(psi)) },
  { title: 'Missing', cell: missingIn },
];
