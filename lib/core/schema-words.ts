import type * as z from 'zod';

type Issue = Omit<z.core.$ZodIssue, 'message' | 'path'>;

const kinds: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

/** What is allowed where a schema found something else, as a noun; undefined where only the schema's own words tell. */
export function allowedNoun(given: Issue): string | undefined {
  const issue = given as z.core.$ZodIssue;
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected];
    case 'invalid_value':
      return issue.values.map(String).join(', ');
    case 'too_big':
      return sized(issue.inclusive === false ? 'below' : 'at most', issue.maximum, issue.origin);
    case 'too_small':
      return sized(issue.inclusive === false ? 'above' : 'at least', issue.minimum, issue.origin);
    case 'invalid_union':
      return nounOfUnion(issue);
    case 'custom':
      return typeof issue.params?.noun === 'string' ? issue.params.noun : undefined;
    default:
      return undefined;
  }
}

const countedIn: Record<string, string> = {
  string: ' characters',
  array: ' entries',
  set: ' entries',
  map: ' entries',
};

function sized(how: string, bound: number | bigint, origin: string): string {
  return `${how} ${bound}${countedIn[origin] ?? ''}`;
}

/** Every choice, or what each of them is known by. */
function nounOfUnion({ errors, ...rest }: z.core.$ZodIssueInvalidUnion): string | undefined {
  if ('options' in rest && Array.isArray(rest.options)) return rest.options.join(', ');
  const nouns = errors.map(([first]) => first && allowedNoun(first));
  return nouns.length > 0 && nouns.every((noun) => noun !== undefined) ? [...new Set(nouns)].join(' or ') : undefined;
}
