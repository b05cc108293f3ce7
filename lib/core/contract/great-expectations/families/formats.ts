import * as z from 'zod';
import { acceptOf, column, mostly, text } from '../arguments.ts';
import { defineExpectation } from '../expectation.ts';

/** Directives that Python's strptime reads; it writes more than it reads, such as %D. */
const directives = 'aAwdbBmyYHIpMSfzZjUWcxXGuV%';

function unreadable({ strftime_format: format }: Record<string, unknown>): string | undefined {
  if (typeof format !== 'string') return undefined;
  for (const [directive, letter = ''] of format.matchAll(/%(.|$)/gs)) {
    if (letter === '' || !directives.includes(letter))
      return `Unable to use provided strftime_format. ${JSON.stringify(directive)} is a bad directive in format ${JSON.stringify(format)}`;
  }
  return undefined;
}

/** Whole dates and times of Python's C locale, in the directives that they are made of. */
const shorthands: Record<string, string> = { '%c': '%a %b %d %H:%M:%S %Y', '%x': '%m/%d/%y', '%X': '%H:%M:%S' };

function spelledOut(format: string): string {
  return format.replace(/%./gsu, (directive) => shorthands[directive] ?? directive);
}

export const strftime = defineExpectation({
  name: 'expect_column_values_to_match_strftime_format',
  args: { ...column, ...mostly, strftime_format: text },
  faults: (given) => [unreadable(given)],
  meaning: (given) => ({
    kind: 'date-format',
    columns: [given.column],
    args: { format: spelledOut(given.strftime_format), otherTypes: 'error' },
    ...acceptOf(given),
  }),
});

export const dateutil = defineExpectation({
  name: 'expect_column_values_to_be_dateutil_parseable',
  args: { ...column, ...mostly },
  meaning: (given) => ({
    kind: 'date-parseable',
    columns: [given.column],
    args: { otherTypes: 'error' },
    ...acceptOf(given),
  }),
});

export const jsonParseable = defineExpectation({
  name: 'expect_column_values_to_be_json_parseable',
  args: { ...column, ...mostly },
  meaning: (given) => ({ kind: 'json', columns: [given.column], args: {}, ...acceptOf(given) }),
});

export const jsonSchema = defineExpectation({
  name: 'expect_column_values_to_match_json_schema',
  args: { ...column, ...mostly, json_schema: z.union([z.record(z.string(), z.unknown()), z.boolean()]) },
  meaning: (given) => ({
    kind: 'json-schema',
    columns: [given.column],
    args: { schema: given.json_schema },
    ...acceptOf(given),
  }),
});
