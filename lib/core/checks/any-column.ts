import type { Check } from './check.ts';

/** Whether a check may be about columns that it does not name: SQL of the user is, and comparisons of all columns. */
export function aboutAnyColumn({ kind, args, where }: Pick<Check, 'kind' | 'args' | 'where'>): boolean {
  if (kind.startsWith('sql-') || kind === 'schema-match') return true;
  if (kind === 'dataset-match' && (args as { columns?: unknown }).columns === undefined) return true;
  return JSON.stringify(where ?? {}).includes('"sql":');
}
