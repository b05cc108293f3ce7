import type { CheckResult } from '../gate.ts';
import { formatNumber, formatValue } from './format.ts';
import { clip, html, type Markup, raw } from './html.ts';

const mostRows = 20;
const mostColumns = 16;
const longestCell = 120;

type Row = Record<string, unknown>;

/** A few of a check's failing rows, folded where the reader has other things to look at first. */
export function failingRows(check: CheckResult, open = false): Markup | null {
  const { failing } = check;
  if (!failing || failing.count === 0) return null;
  const counted = `${formatNumber(failing.count)} of ${formatNumber(failing.total)} rows fail ${check.check} of ${check.subject}`;
  const rows = failing.samples.slice(0, mostRows);
  if (rows.length === 0) return html`<p class="quiet">${counted}.</p>`;
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].slice(0, mostColumns);
  return html`<details${open ? raw(' open') : null}><summary>${counted}: ${rows.length === 1 ? 'one' : String(rows.length)} of them</summary>
${columns.length > 2 ? tableOf(check, columns, rows) : listOf(columns, rows)}</details>`;
}

function tableOf(check: CheckResult, columns: string[], rows: Row[]): Markup {
  const body = rows.map(
    (row) =>
      html`<tr>${columns.map((column) => html`<td>${Object.hasOwn(row, column) ? cell(row[column]) : ''}</td>`)}</tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Failing rows of ${check.subject}"><table><thead><tr>${columns.map(
    (column) => html`<th scope="col">${clip(column, longestCell)}</th>`,
  )}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** Rows of a number and a value stand side by side. */
function listOf(columns: string[], rows: Row[]): Markup {
  const item = (row: Row) => columns.map((column) => (column === 'row' ? `row ${cell(row.row)}` : cell(row[column])));
  return html`<ul class="rows">${rows.map((row) => html`<li>${item(row).join(': ')}</li>`)}</ul>`;
}

function cell(value: unknown): string {
  return clip(typeof value === 'number' ? String(value) : formatValue(value), longestCell);
}
