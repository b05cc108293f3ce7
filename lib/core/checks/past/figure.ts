import { canonicalJson } from '../../canonical-json.ts';
import type { CheckCounts } from '../../profile/profile.ts';
import { sha256 } from '../../sha256.ts';
import type { Check } from '../check.ts';
import { limitKeys } from '../limits.ts';
import { bind, hasFigure } from '../registry.ts';

/** What one data set showed, by what it is: `row-count`, `mean(age)`. */
export type Figures = Readonly<Record<string, number>>;

/** What is no part of what the number is. */
const notMeant: ReadonlySet<string> = new Set([...limitKeys, 'not', 'of', 'otherTypes']);
const notMeantOfRows: ReadonlySet<string> = new Set(['otherTypes']);
/** The numbers of earlier data, oldest first, or why there are none to compare with: the data is a sample for a pull request. */
export type Earlier = readonly Figures[] | 'sample';

/** Says so, where a sample is not compared. */
export const ofSample = 'a sample for a pull request is not compared with earlier data';

/** A query of SQL may be as long as it likes. */
const mostCharacters = 200;

/**
 * What a check's number is called, whatever is allowed of it, so that runs tell it apart by meaning. A check of rows has one where
 * earlier data has a say: the share of them that passes.
 */
export function figureKey(check: Check): string | undefined {
  const { kind, columns, args, where, missing } = check;
  const whole = hasFigure(check);
  if (!whole && (!check.past || bind(check).judge)) return undefined;
  const given = (args ?? {}) as Record<string, unknown>;
  const left = whole ? notMeant : notMeantOfRows;
  const rest = Object.entries(given).filter(([key, value]) => value !== undefined && !left.has(key));
  const name = whole ? (given.of ?? kind) : `share of ${kind}`;
  const words = [
    `${name}${columns.length > 0 ? `(${columns.map(nameOf).join(', ')})` : ''}`,
    rest.length > 0 ? canonicalJson(Object.fromEntries(rest)) : '',
    !whole && missing ? `missing ${missing}` : '',
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
  const { failing, total } = counts;
  // Of no rows there is no share: as 0 it would lower what later data must reach.
  const ofRows = hasFigure(check) || failing === null ? failing : (total - failing) / total;
  const value = judge ? judge(counts)?.observed : ofRows;
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
