import { canonicalJson } from '../canonical-json.ts';
import type { Accept, Check } from '../checks/check.ts';
import { fromPython } from '../checks/python-pattern.ts';

/** What kinds take an argument for that is not there. */
const defaults: Record<string, unknown> = {
  anchored: 'none',
  count: 'further',
  dialect: 'ecma',
  match: 'any',
  negate: false,
  not: false,
  others: false,
  strictly: false,
};

function defaultOf(kind: string, key: string): unknown {
  if (key === 'of' && kind === 'columns-named') return 'every';
  if (key === 'ignore') return kind === 'unique' ? 'any-missing' : 'all-missing';
  return defaults[key];
}

/** Whether two checks pass and fail on the same data, wherever they come from. */
export function sameMeaning(a: Check, b: Check): boolean {
  return meaningOf(a) === meaningOf(b);
}

/** Equal for checks of one meaning. Of a value of another type than the check is about, formats say different things. */
export function meaningOf({
  kind,
  columns,
  like,
  args,
  where,
  accept,
  missing,
  optional,
  anyOf,
  past,
  severity,
}: Check): string {
  const own = inEcma(args as Record<string, unknown>);
  const said = Object.entries(own).filter(
    ([key, value]) => value !== undefined && key !== 'otherTypes' && defaultOf(kind, key) !== value,
  );
  // Where no row may fail, it does not matter how many of a key's rows are to blame.
  const counted = isAll(accept) ? said.filter(([key]) => key !== 'count') : said;
  return canonicalJson({
    kind,
    columns,
    like,
    args: Object.fromEntries(counted),
    where,
    accept: acceptOf(accept),
    missing,
    optional,
    anyOf,
    past,
    severity,
  });
}

export function isAll(accept: Accept): boolean {
  if ('mostly' in accept) return accept.mostly === 1;
  return accept.operator === 'mustBe' && accept.value === 0;
}

function acceptOf(accept: Accept): Accept | 'all' {
  return isAll(accept) ? 'all' : accept;
}

/** Most expressions are the same in both languages. */
function inEcma(args: Record<string, unknown>): Record<string, unknown> {
  if (args.dialect !== 'python') return args;
  try {
    const pattern = typeof args.pattern === 'string' ? { pattern: fromPython(args.pattern) } : {};
    const patterns = Array.isArray(args.patterns)
      ? { patterns: args.patterns.map((one) => fromPython(String(one))) }
      : {};
    return { ...args, ...pattern, ...patterns, dialect: 'ecma' };
  } catch {
    return args;
  }
}
