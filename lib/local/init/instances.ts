import type { Task } from '../../core/predictions.ts';
import type { InferredColumn } from './columns.ts';
import type { Golden } from './golden.ts';
import { type Table, valuesOf } from './table.ts';

const mostRequests = 200;

export function featuresOf(columns: InferredColumn[]): InferredColumn[] {
  return columns.filter(({ role }) => role === 'number' || role === 'category');
}

/** `src/columns.json`: what the Python of a new workload reads of the data's shape. */
export function columnsJson(columns: InferredColumn[], target: string, task: Task): string {
  const named = (role: InferredColumn['role']) => columns.filter((one) => one.role === role).map(({ name }) => name);
  const shape = { task, target, numbers: named('number'), categories: named('category') };
  return `${JSON.stringify(shape, null, 2)}\n`;
}

/** Golden rows as CSV: features and target. */
export function goldenCsv(table: Table, columns: InferredColumn[], target: string, { rows }: Golden): string {
  const names = [...featuresOf(columns).map(({ name }) => name), target];
  const fields = names.map((name) => valuesOf(table, name));
  const lines = rows.map((row) => fields.map((values) => values[row] ?? ''));
  return `${[names, ...lines].map((line) => line.map(field).join(',')).join('\n')}\n`;
}

/** Bodies of requests: rows spread evenly over the sample, one a request. */
export function requestLines(table: Table, columns: InferredColumn[]): string {
  const features = featuresOf(columns).map((column) => ({ column, values: valuesOf(table, column.name) }));
  const count = Math.min(mostRequests, table.rows.length);
  const lines = Array.from({ length: count }, (_, i) => {
    const row = Math.floor((i * table.rows.length) / count);
    const instance = features.map(({ column, values }) => [column.name, jsonOf(column, values[row] ?? '')]);
    return JSON.stringify({ instances: [Object.fromEntries(instance)] });
  });
  return `${lines.join('\n')}\n`;
}

/** As a caller would send it: null for what is missing. */
function jsonOf({ logicalType, role }: InferredColumn, text: string): string | number | boolean | null {
  if (text === '') return null;
  if (role === 'number') return Number.isFinite(Number(text)) ? Number(text) : null;
  return logicalType === 'boolean' ? /^(true|1)$/i.test(text) : text;
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
