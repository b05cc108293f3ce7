import { javascriptTest } from '../../core/checks/javascript/registry.ts';
import { javascriptMatches } from '../../core/checks/matching.ts';
import { isAside, type Kept, nothingKept } from './kept.ts';
import type { Measurable, Prepared } from './prepare.ts';
import { keyOf } from './quantiles.ts';
import { packed, type Request } from './scan.ts';

/** One time that the data is read for some checks together. Further passes read the columns that they name, and no others. */
export interface Pass {
  /** The data is not read: the one scan put aside what is asked. @default it is read */
  aside?: true;
  reads:
    | 'all at once'
    | 'SQL of the user'
    | 'keys'
    | 'different values'
    | 'quantiles'
    | 'rows in order'
    | 'once more'
    | 'a query';
  columns: string[];
  /** Indices of the checks in the contract. */
  checks: number[];
  /** Of those, the ones that JavaScript looks at, value by value. */
  inJavaScript: number[];
}

/**
 * How the checks will be measured, in the fewest passes; those that cannot be, and those that names and types tell, are in none. `kept`:
 * what the one scan put aside.
 */
export function passesOf(checks: Prepared[], kept: Kept = nothingKept, keepKeys = false): Pass[] {
  const measurable = checks.filter((check) => check.error === undefined);
  return [...scans(measurable), ...further(measurable, (check) => isAside(check, kept, keepKeys))];
}

function scans(checks: Measurable[]): Pass[] {
  const asking = checks.filter(({ measure }) => measure.by !== 'known' && measure.by !== 'query');
  const byRequest = new Map<Request, Measurable>(asking.map((check) => [check.request, check]));
  return packed([...byRequest.keys()]).map(({ columns, requests }) => {
    const some = requests.flatMap((request) => byRequest.get(request) ?? []).filter(answeredByScan);
    const users = requests[0]?.ofUser === true;
    return passOf(
      users ? 'SQL of the user' : 'all at once',
      some,
      columns.map(({ name }) => name),
    );
  });
}

/** Those of which the scan tells only how many rows there are have a pass of their own. */
function answeredByScan({ measure }: Measurable): boolean {
  return ['rows', 'aggregate'].includes(measure.by) || (measure.by === 'predicate' && !measure.windows);
}

function further(checks: Measurable[], aside: (check: Measurable) => boolean): Pass[] {
  const together = new Map<string, Measurable[]>();
  for (const check of checks) {
    const key = check.measure.by === 'quantiles' ? keyOf(check) : String(check.index);
    if (readsOf(check)) together.set(key, [...(together.get(key) ?? []), check]);
  }
  return [...together.values()].flatMap((some) => {
    const [first] = some;
    const reads = first && readsOf(first);
    if (!reads) return [];
    const pass = passOf(reads, some, [...new Set(some.flatMap(({ columns }) => columns.map(({ name }) => name)))]);
    return [aside(first) ? { ...pass, aside: true as const } : pass];
  });
}

function readsOf({ measure }: Measurable): Pass['reads'] | undefined {
  switch (measure.by) {
    case 'predicate':
      return measure.windows ? 'rows in order' : undefined;
    case 'duplicates':
      return 'keys';
    case 'groups':
    case 'values':
      return 'different values';
    case 'quantiles':
      return 'quantiles';
    case 'after':
      return 'once more';
    case 'query':
      return 'a query';
    default:
      return undefined;
  }
}

function passOf(reads: Pass['reads'], checks: Measurable[], columns: string[]): Pass {
  const slow = checks.filter(({ request }) =>
    request.items.some((sql) => sql.includes(javascriptMatches) || sql.includes(javascriptTest)),
  );
  return { reads, columns, checks: checks.map(({ index }) => index), inJavaScript: slow.map(({ index }) => index) };
}
