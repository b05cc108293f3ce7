import type { Row } from '../measure.ts';
import { asNumber, type Statistic } from './statistic.ts';

/** Statistics of the different values, or combinations of values, and of how often each is there. */
export const ofGroups = {
  distinct: known(
    { different: 'count(*)' },
    ({ different }) => asNumber(different),
    (_, different) => different,
  ),
  'distinct-share': known(
    { different: 'count(*)', rows: 'sum(n)' },
    ({ different, rows }) => ratio(different, rows),
    (rows, different) => ratio(different, rows),
  ),
  'unique-share': known({ once: 'count_if(n = 1)', rows: 'sum(n)' }, ({ once, rows }) => ratio(once, rows)),
  'unique-ratio': known({ once: 'count_if(n = 1)', different: 'count(*)' }, (row) => ratio(row.once, row.different)),
  /** In nats: ln N - (1/N) Σ n ln n. */
  entropy: known({ rows: 'sum(n)', spread: 'fsum(n * ln(n))' }, ({ rows, spread }) => {
    const [all, sum] = [asNumber(rows), asNumber(spread)];
    return all === null || all === 0 || sum === null ? null : Math.log(all) - sum / all;
  }),
};

function ratio(some: Row[string] | undefined, all: Row[string] | undefined): number | null {
  const [part, whole] = [asNumber(some), asNumber(all)];
  return part === null || whole === null || whole === 0 ? null : part / whole;
}

function known(
  items: Record<string, string>,
  of: (row: Row) => number | null,
  ofKeys?: Statistic['ofKeys'],
): Statistic {
  return {
    ...(ofKeys ? { ofKeys } : {}),
    measure: (columns) => ({
      by: 'groups',
      columns: columns.map(({ name }) => name),
      ignore: columns.length > 1 ? 'all-missing' : 'any-missing',
      items,
      ...(ofKeys ? { keys: true } : {}),
      read: (row) => ({ observed: of(row) }),
    }),
  };
}
