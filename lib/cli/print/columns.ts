import { clip } from '../../core/report/html.ts';
import { oneLine } from './printable.ts';

const widest = 64;

/** Rows under a header, in columns; the last one may be long. No trailing spaces. */
export function columns(header: string[], rows: string[][], indent = ''): string[] {
  const last = header.length - 1;
  const cells = [header, ...rows].map((row) =>
    row.map((cell, i) => (i === last ? oneLine(cell) : clip(oneLine(cell), widest))),
  );
  const widths = header.map((_, i) => Math.max(...cells.map((row) => (row[i] ?? '').length)));
  return cells.map((row) => `${indent}${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd());
}
