import * as z from 'zod';
import type { Column } from './column.ts';

/** Which rows a check of several columns leaves out: those where any, or all, of its columns have no value. */
export const ignores = ['never', 'any-missing', 'all-missing'] as const;
export type Ignore = (typeof ignores)[number];

export const ignoreArg = (byDefault: Ignore) => z.enum(ignores).default(byDefault);

/** SQL that is true for a row that is not left out. */
export function kept(ignore: Ignore, columns: Column[]): string {
  const present = columns.map((column) => column.present);
  if (ignore === 'never' || present.length === 0) return 'true';
  return `(${present.join(ignore === 'any-missing' ? ' AND ' : ' OR ')})`;
}
