import type { CheckResult } from '../gate.ts';
import { formatNumber, formatValue } from './format.ts';
import { clip, html, type Markup, raw } from './html.ts';

const mostRows = 20;
const mostColumns = 16;
const longestCell = 120;

/** A few of a check's failing rows, folded where the reader has other things to look at first. */
export function failingRows(check: CheckResult, open = false): Markup | null {
  const { failing } = check;
  if (!failing || failing.count === 0) return null;
  const counted = `${formatNumber(failing.count)} of ${formatNumber(failing.total)} rows fail ${check.check} of ${check.subject}`;
  const rows = failing.samples.slice(0, mostRows);
  if (rows.length === 0) return html`<p class="quiet">${counted}.</p>`;
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))].slice(0, mostColumns);
  const body = rows.map(
    (row) =>
      html`<tr>${columns.map((column) => html`<td>${Object.hasOwn(row, column) ? cell(row[column]) : ''}</td>`)}</tr>`,
  );
  return html`<details${open ? raw(' open') : null}><summary>${counted}: ${rows.length === 1 ? 'one' : String(rows.length)} of them</summary>
<div class="scroll" tabindex="0" role="region" aria-label="Failing rows of ${check.subject}"><table><thead><tr>${columns.map(
    (column) => html`<th scope="col">${clip(column, longestCell)}</th>`,
  )}</tr></thead><tbody>${body}</tbody></table></div></details>`;
}

function cell(value: unknown): string {
  return clip(typeof value === 'number' ? String(value) : formatValue(value), longestCell);
}
