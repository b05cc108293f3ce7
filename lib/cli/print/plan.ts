import { columns } from './columns.ts';

/** The plan of a rollout: headings, then a row for each step. */
export function planLines([header = [], ...rows]: string[][]): string[] {
  return columns(header, rows);
}
