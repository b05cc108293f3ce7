import { canonicalJson } from '../../canonical-json.ts';
import type { CheckCounts } from '../../profile/profile.ts';
import { sha256 } from '../../sha256.ts';
import type { Check } from '../check.ts';
import { limitKeys } from '../limits.ts';
import { bind, checkKinds } from '../registry.ts';

/** What one data set showed, by what it is: `row-count`, `mean(age)`. */
export type Figures = Readonly<Record<string, number>>;

/** What is no part of what the number is. */
const notMeant: ReadonlySet<string> = new Set([...limitKeys, 'not', 'of', 'otherTypes']);
/** A query of SQL may be as long as it likes. */
const mostCharacters = 200;

/**
 * What a check's number is called, whatever is allowed of it, so that runs tell it apart by meaning; undefined for a check
 * without one.
 */
export function figureKey({ kind, columns, args, where }: Check): string | undefined {
  if (!checkKinds[kind]?.figure) return undefined;
  const given = (args ?? {}) as Record<string, unknown>;
  const rest = Object.entries(given).filter(([key, value]) => value !== undefined && !notMeant.has(key));
  const words = [
    `${given.of ?? kind}${columns.length > 0 ? `(${columns.map(nameOf).join(', ')})` : ''}`,
    rest.length > 0 ? canonicalJson(Object.fromEntries(rest)) : '',
    where ? `where ${canonicalJson(where)}` : '',
  ];
  const key = words.filter(Boolean).join(' ');
  return key.length > mostCharacters ? `${key.slice(0, mostCharacters)}… ${sha256(key)}` : key;
}

function nameOf(column: string): string {
  return /^[\w.-]+$/.test(column) ? column : JSON.stringify(column);
}

/** The number itself; undefined where it is not known. */
export function figureOf(check: Check, counts: CheckCounts): number | undefined {
  if (counts.error || counts.absent) return undefined;
  const { judge } = bind(check);
  const value = judge ? judge(counts)?.observed : counts.failing;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Of all checks that have one; the number of rows is always there. */
export function figuresOf(rows: number, checks: ReadonlyArray<{ check: Check; counts: CheckCounts }>): Figures {
  const found = checks.flatMap(({ check, counts }) => {
    const key = figureKey(check);
    const value = key === undefined ? undefined : figureOf(check, counts);
    return key === undefined || value === undefined ? [] : [[key, value] as const];
  });
  return { 'row-count': rows, ...Object.fromEntries(found) };
}
