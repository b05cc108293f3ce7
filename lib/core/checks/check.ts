import type { z } from 'zod';
import { InputError } from '../errors.ts';
import type { Bound } from './bound.ts';
import type { Column } from './column.ts';
import type { Condition } from './condition.ts';

export const severities = ['error', 'warning', 'info'] as const;
export type Severity = (typeof severities)[number];

/** The forms in which teams write down what their data must look like. */
export const contractFormats = ['odcs', 'great-expectations', 'pandera', 'dqdl', 'model-monitor'] as const;
export type ContractFormat = (typeof contractFormats)[number];

/** How many failing rows are still allowed: a bound on their count, or the least share of the considered rows that passes. */
export type Accept = Bound | { mostly: number };

/** One typed assertion, whatever format it was written in. Plain data: `args` are those of its kind. */
export interface Check {
  /** Key of the registry. */
  kind: string;
  /** In the order in which the kind takes them; none for a check of the whole table. */
  columns: string[];
  args: unknown;
  /** The rows that it is about. @default all rows */
  where?: Condition;
  accept: Accept;
  /** Only an `error` decides the gate; the others are told. */
  severity: Severity;
  source: { file: string; line: number; key: string };
  /** What it was in its own format, to answer or to export in the same words. */
  origin?: { format: ContractFormat; name: string; args: Record<string, unknown>; meta?: unknown };
}

/**
 * How the count of a check is taken. `predicate`: SQL that is true for a failing row, over the columns' `text` and `value`.
 * `duplicates`: rows that repeat the key of an earlier row; rows with a null in the key are not counted.
 */
export type Measure =
  | { by: 'predicate'; failing: string; considered: string; columns: string[] }
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
  fault(args: Args, check: Check): string;
  /** SQL that is true for a failing row. Null must not be true: an absent value is the business of `required` alone. */
  failing?(args: Args, column: Column): string;
  /** SQL that is true for a row that the check is about. @default the column has a value */
  considered?(args: Args, column: Column): string;
  measure?(args: Args, check: Check): Measure;
}

/** Declares one kind of check: either a row predicate over its column, or a measure of its own. */
export function defineCheck<Args>(definition: Definition<Args>): CheckKind {
  return {
    kind: definition.kind,
    bind(check) {
      const args = parseArgs(definition, check);
      return {
        fault: definition.fault(args, check),
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
  const [name] = check.columns;
  const column = name === undefined ? undefined : columns.get(name);
  if (!column || !definition.failing)
    throw new InputError('contract-invalid', `${check.source.file}: ${check.kind} needs a column, got ${name}`);
  return {
    by: 'predicate',
    failing: definition.failing(args, column),
    considered: definition.considered?.(args, column) ?? `${column.text} IS NOT NULL`,
    columns: [column.name],
  };
}
