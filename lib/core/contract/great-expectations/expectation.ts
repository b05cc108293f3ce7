import * as z from 'zod';
import type { Accept } from '../../checks/check.ts';

/** What one expectation means, in our words. */
export interface Meaning {
  kind: string;
  /** Columns that it is about; none for the table. */
  columns?: string[];
  args?: object;
  /** @default every considered row passes, or the share that `mostly` asks for */
  accept?: Accept;
}

/** What is not in the suite and changes what it means. */
export interface Surroundings {
  /** Rows of tables that the suite names beside its own. */
  rowCounts: Readonly<Record<string, number>>;
  /** Names of data sets that are given beside the data. @default nobody knows yet */
  references?: readonly string[] | undefined;
  /** Dialect of LIKE patterns. */
  like: 'like' | 'like-classes';
}

/** One expectation of the suite format: the arguments it takes and the check that it is. */
export interface Expectation {
  name: string;
  /** Names by which older suites call it. */
  aliases: readonly string[];
  /** All that is wrong with the arguments, in the words that Great Expectations uses; empty when they are right. */
  faults(given: Record<string, unknown>): string[];
  /** Its meaning, or why it has none here. */
  meaning(given: Record<string, unknown>, surroundings: Surroundings): Meaning | { unsupported: string };
}

interface Definition<Shape extends z.ZodRawShape> {
  name: string;
  aliases?: readonly string[];
  args: Shape;
  /** Faults between arguments. They are looked for whatever else is wrong, so `given` may hold anything. */
  faults?(given: Record<string, unknown>): Array<string | false | undefined>;
  meaning(args: z.output<z.ZodObject<Shape>>, surroundings: Surroundings): Meaning | { unsupported: string };
}

/** Declares one expectation. */
export function defineExpectation<Shape extends z.ZodRawShape>(definition: Definition<Shape>): Expectation {
  const schema = z.strictObject(definition.args);
  return {
    name: definition.name,
    aliases: definition.aliases ?? [],
    faults(given) {
      const parsed = schema.safeParse(given);
      const own = (definition.faults?.(given) ?? []).filter((fault): fault is string => typeof fault === 'string');
      return [...(parsed.success ? [] : parsed.error.issues.flatMap(told)), ...own];
    },
    meaning: (given, surroundings) => definition.meaning(schema.parse(given), surroundings),
  };
}

function told(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `${key}: extra fields not permitted`);
  return [`${issue.path.join(' -> ')}: ${issue.message}`];
}
