import type { z } from 'zod';
import { InputError } from '../errors.ts';
import type { Bound } from './bound.ts';
import type { Column } from './column.ts';

export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/** One typed assertion, whatever format it was written in. Plain data: `args` are those of its kind. */
export interface Check {
  /** Key of the registry. */
  kind: string;
  /** Null for a check of the whole table. */
  column: string | null;
  args: unknown;
  /** How many failing rows are still allowed. */
  bound: Bound;
  /** Only an `error` decides the gate; the others are told. */
  severity: Severity;
  source: { file: string; line: number; key: string };
}

/**
 * How the count of a check is taken. `predicate`: SQL that is true for a failing row, over the column's `text` and `value`.
 * `duplicates`: rows that repeat the key of an earlier row; rows with a null in the key are not counted.
 */
export type Measure =
  | { by: 'predicate'; sql: string; column: string }
  | { by: 'duplicates'; columns: string[] }
  | { by: 'rows' };

/** A check whose arguments are known to be right. */
export interface BoundCheck {
  measure(columns: ReadonlyMap<string, Column>): Measure;
  /** What a failing row is, after "20 of 150 rows": `outside 0.5..8`. */
  fault: string;
}

export interface CheckKind {
  kind: string;
  /** @throws InputError `contract-invalid` when the arguments are not those of this kind. */
  bind(check: Check): BoundCheck;
}

interface Definition<Args> {
  kind: string;
  args: z.ZodType<Args>;
  fault(args: Args): string;
  /** SQL that is true for a failing row. Null must not be true: an absent value is the business of `required` alone. */
  failing?(args: Args, column: Column): string;
  measure?(args: Args, check: Check): Measure;
}

/** Declares one kind of check: either a row predicate over its column, or a measure of its own. */
export function defineCheck<Args>(definition: Definition<Args>): CheckKind {
  return {
    kind: definition.kind,
    bind(check) {
      const args = parseArgs(definition, check);
      return {
        fault: definition.fault(args),
        measure: (columns) => definition.measure?.(args, check) ?? predicate(definition, args, check, columns),
      };
    },
  };
}

function parseArgs<Args>(definition: Definition<Args>, check: Check): Args {
  const parsed = definition.args.safeParse(check.args);
  if (parsed.success) return parsed.data;
  const { file, line, key } = check.source;
  const says = parsed.error.issues.map((issue) => issue.message).join('; ');
  throw new InputError('contract-invalid', `${file}:${line}: \`${key}\` ${says}`);
}

function predicate<Args>(
  definition: Definition<Args>,
  args: Args,
  check: Check,
  columns: ReadonlyMap<string, Column>,
): Measure {
  const column = check.column === null ? undefined : columns.get(check.column);
  if (!column || !definition.failing)
    throw new InputError('contract-invalid', `${check.source.file}: ${check.kind} needs a column, got ${check.column}`);
  return { by: 'predicate', sql: definition.failing(args, column), column: column.name };
}
