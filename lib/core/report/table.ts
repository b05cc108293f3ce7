import { html, type Markup, type Part } from './html.ts';

export interface Column<Row> {
  title: string;
  cell(row: Row): Part;
  kind?: string;
}

/** A table that becomes a list of cards on a phone. The roles keep it a table for screen readers there too. */
export function cardTable<Row>(
  label: string,
  columns: Column<Row>[],
  rows: Row[],
  rowKind: (row: Row) => string,
): Markup {
  return html`<div class="wrap"><table class="cards" role="table" aria-label="${label}"><thead role="rowgroup"><tr role="row">${columns.map(
    (column) => html`<th role="columnheader" scope="col">${column.title}</th>`,
  )}</tr></thead><tbody role="rowgroup">${rows.map(
    (row) =>
      html`<tr role="row" class="${rowKind(row)}">${columns.map(
        (column) =>
          html`<td role="cell" data-label="${column.title}" class="${column.kind ?? ''}"><span>${column.cell(row)}</span></td>`,
      )}</tr>`,
  )}</tbody></table></div>`;
}
