import type { Row } from '../measure.ts';
import { asNumber, type Statistic } from './statistic.ts';

/** Statistics of the different values, or combinations of values, and of how often each is there. */
export const ofGroups = {
  distinct: known(
    { different: 'count(*)' },
    ({ different }) => asNumber(different),
    'different',
    ({ hashes }) => hashes.length,
  ),
  'distinct-share': known(
    { different: 'count(*)', rows: 'sum(n)' },
    ({ different, rows }) => ratio(different, rows),
    'different',
    ({ rows, hashes }) => ratio(hashes.length, rows),
  ),
  'unique-share': known(
    { once: 'count_if(n = 1)', rows: 'sum(n)' },
    ({ once, rows }) => ratio(once, rows),
    'counted',
    ({ rows, counts }) => counts && ratio(onceOf(counts), rows),
  ),
  'unique-ratio': known(
    { once: 'count_if(n = 1)', different: 'count(*)' },
    ({ once, different }) => ratio(once, different),
    'counted',
    ({ hashes, counts }) => counts && ratio(onceOf(counts), hashes.length),
  ),
  entropy: known(
    { rows: 'sum(n)', spread: 'fsum(n * ln(n))' },
    ({ rows, spread }) => entropy(asNumber(rows), asNumber(spread)),
    'counted',
    ({ rows, counts }) =>
      counts &&
      entropy(
        rows,
        counts.reduce((sum, n) => sum + n * Math.log(n), 0),
      ),
  ),
};

/** In nats: ln N - (1/N) Σ n ln n. */
function entropy(rows: number | null, spread: number | null): number | null {
  return rows === null || rows === 0 || spread === null ? null : Math.log(rows) - spread / rows;
}

function onceOf(counts: number[]): number {
  return counts.filter((count) => count === 1).length;
}

function ratio(some: Row[string] | undefined, all: Row[string] | undefined): number | null {
  const [part, whole] = [asNumber(some), asNumber(all)];
  return part === null || whole === null || whole === 0 ? null : part / whole;
}

function known(
  items: Record<string, string>,
  of: (row: Row) => number | null,
  keys: 'different' | 'counted',
  ofKeys: NonNullable<Statistic['ofKeys']>,
): Statistic {
  return {
    ofKeys,
    measure: (columns) => ({
      by: 'groups',
      columns: columns.map(({ name }) => name),
      ignore: columns.length > 1 ? 'all-missing' : 'any-missing',
      items,
      keys,
      read: (row) => ({ observed: of(row) }),
    }),
  };
}
