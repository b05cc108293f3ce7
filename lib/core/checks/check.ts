import type * as z from 'zod';
import { InputError } from '../errors.ts';
import type { CheckResult, Verdict } from '../gate.ts';
import type { CheckCounts, Group } from '../profile/profile.ts';
import type { Bound } from './bound.ts';
import type { Column } from './column.ts';
import { type Condition, columnNamed } from './condition.ts';
import type { FileFacts } from './files/data-file.ts';
import type { Groups, Measure, Observation } from './measure.ts';
import type { Past } from './past/past.ts';
import { type AskedReference, noReferences, type References } from './reference.ts';

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
  /** ECMA-262 expression of names: it is one check for each column that matches, once those are known. @default none */
  like?: string;
  /** The rows that it is about. @default all rows */
  where?: Condition;
  accept: Accept;
  /** Of a row predicate: what a row without a value does. @default it is not considered */
  missing?: 'fail' | 'pass';
  /** Says nothing where the data lacks one of its columns. @default they must be there */
  optional?: true;
  /** Checks of one contract with the same word are alternatives: one that passes is enough. @default it must pass by itself */
  anyOf?: string;
  /** What earlier data allows of its number. @default its own words alone do */
  past?: Past;
  /** Only an `error` decides the gate; the others are told. */
  severity: Severity;
  source: { file: string; line: number; key: string };
  /** What it was in its own format, to answer or to export in the same words. */
  origin?: { format: ContractFormat; name: string; args: Record<string, unknown>; meta?: unknown };
}

/** A check whose arguments are known to be right. */
export interface BoundCheck {
  /** Other data sets that it compares with. */
  references: AskedReference[];
  /** @throws InputError for columns that the data does not have, or does not have in a type that can be measured. */
  measure(columns: ReadonlyMap<string, Column>, references?: References): Measure;
  /** What a failing row is, after "20 of 150 rows": `outside 0.5..8`. */
  fault: string;
  /** Of checks that judge what was observed instead of how many rows fail. */
  judge?: ((counts: CheckCounts) => Judged | undefined) | undefined;
  /** Of checks of the files that hold the data: the verdict that belongs into `judged` of the counts. */
  ofFiles?: ((files: FileFacts) => Judged) | undefined;
  /** The counts of merged parts with what is observed of them together, where they tell it. */
  whole(counts: CheckCounts): CheckCounts;
}

/** What a check says of an observed value; `clause` is the sentence without its subject. */
export interface Judged {
  verdict: Verdict;
  observed: CheckResult['observed'];
  /** The same in the unit of what is allowed. @default it is in that */
  shown?: string;
  allowed: string;
  clause: string;
}

export interface CheckKind {
  kind: string;
  /** Its verdict is about one number of the whole, so that it can be compared with that of earlier data. @default false */
  figure: boolean;
  /** @throws InputError `contract-invalid` when the arguments are not those of this kind. */
  bind(check: Check): BoundCheck;
}

interface Definition<Args> {
  kind: string;
  args: z.ZodType<Args>;
  /** Whether its verdict is about one number of the whole: what `judge` observed, or else the count of failing rows. @default false */
  figure?: true;
  /** How many columns it takes. @default exactly one */
  takes?: { least: number; most: number };
  /** Whether its columns may be absent from the data. @default they must be there */
  absent?: true;
  fault?(args: Args, check: Check): string;
  /** SQL that is true for a failing row. Null must not be true: an absent value is the business of `required` alone. */
  failing?(args: Args, ...columns: Column[]): string;
  /** Whether no row of such columns can fail, so that they need not be read. @default some may */
  holds?(args: Args, ...columns: Column[]): boolean;
  /** SQL that is true for a row that the check is about. @default the first column has a value */
  considered?(args: Args, ...columns: Column[]): string;
  /** SQL that is true for a value that cannot be judged, where one of those is the end of the check. */
  others?(args: Args, ...columns: Column[]): string | undefined;
  measure?(args: Args, columns: Column[], data: Surroundings, check: Check): Measure;
  /** Other data sets that it compares with. @default none */
  references?(args: Args): AskedReference[];
  /** What is observed, of a measure by `values`. */
  ofGroups?(args: Args, found: Groups): Observation;
  /** Undefined where failing rows are what counts after all. */
  judge?(args: Args, counts: CheckCounts): Judged | undefined;
  /** Of a check of the files: nothing of what they hold is measured then. */
  ofFiles?(args: Args, files: FileFacts, check: Check): Judged;
}

/** What there is beside the columns that a check is about. */
interface Surroundings {
  /** All columns of the data. */
  all: ReadonlyMap<string, Column>;
  references: References;
}

const one = { least: 1, most: 1 };
export const two = { least: 2, most: 2 };
export const several = { least: 1, most: Number.POSITIVE_INFINITY };
/** Of a check of the whole table. */
export const none = { least: 0, most: 0 };

/** Declares one kind of check: either a row predicate over its columns, or a measure of its own. */
export function defineCheck<Args>(definition: Definition<Args>): CheckKind {
  return {
    kind: definition.kind,
    figure: definition.figure ?? false,
    bind(check) {
      const args = parseArgs(definition, check);
      const { judge, ofGroups, ofFiles } = definition;
      const whole = ({ groups, ...counts }: CheckCounts): CheckCounts =>
        groups && ofGroups ? { ...counts, ...ofGroups(args, groupsOf(groups)) } : counts;
      return {
        whole,
        fault: definition.fault?.(args, check) ?? '',
        references: definition.references?.(args) ?? [],
        measure: (all, references = noReferences) => measureOf(definition, args, check, { all, references }),
        judge: ofFiles ? judgedFiles : judge && ((counts) => judge(args, whole(counts))),
        ofFiles: ofFiles && ((files) => ofFiles(args, files, check)),
      };
    },
  };
}

function judgedFiles({ judged }: CheckCounts): Judged {
  const clause = 'nothing is known of the files that hold the data';
  return judged ?? { verdict: 'inconclusive', observed: null, allowed: 'as the check says', clause };
}

function groupsOf(groups: Group[]): Groups {
  return { groups, different: groups.length, outside: groups.filter(({ inside }) => !inside).length };
}

function parseArgs<Args>(definition: Definition<Args>, check: Check): Args {
  const parsed = definition.args.safeParse(check.args);
  if (parsed.success) return parsed.data;
  const { file, line, key } = check.source;
  const says = parsed.error.issues.map(({ path, message }) => `${path.length ? `${path.join('.')}: ` : ''}${message}`);
  throw new InputError('contract-invalid', `${file}:${line}: \`${key}\` ${says.join('; ')}`);
}

function columnsOf<Args>(
  { takes = one, absent }: Definition<Args>,
  { kind, columns, source }: Check,
  all: ReadonlyMap<string, Column>,
): Column[] {
  if (columns.length < takes.least || columns.length > takes.most)
    throw new InputError(
      'contract-invalid',
      `${source.file}:${source.line}: ${kind} takes ${countOf(takes)}, got ${columns.length}: ${columns.join(', ')}`,
    );
  return absent ? [] : columns.map((name) => columnNamed(name, all));
}

function countOf({ least, most }: { least: number; most: number }): string {
  if (most === 0) return 'no column';
  if (most === least) return `${least} column${least === 1 ? '' : 's'}`;
  return `at least ${least} columns`;
}

function measureOf<Args>(definition: Definition<Args>, args: Args, check: Check, data: Surroundings): Measure {
  const { failing, considered, others, measure, ofFiles, holds } = definition;
  const columns = columnsOf(definition, check, data.all);
  if (ofFiles) return { by: 'known', failing: 0, observation: {} };
  if (measure) return measure(args, columns, data, check);
  if (!check.missing && holds?.(args, ...columns)) return { by: 'known', failing: 0, observation: {} };
  const present = columns[0]?.present ?? 'true';
  const fails = failing?.(args, ...columns) ?? 'false';
  return {
    by: 'predicate',
    failing: check.missing === 'fail' ? `(NOT (${present}) OR (${fails}))` : fails,
    considered: check.missing ? 'true' : (considered?.(args, ...columns) ?? present),
    columns: columns.map(({ name }) => name),
    others: others?.(args, ...columns),
  };
}
