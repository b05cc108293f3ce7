import type { HistoryMetric } from '../policy/history.ts';
import type { ColumnProfile, Profile } from '../profile/profile.ts';
import { estimateDistinct } from '../sketch/distinct.ts';

const hourMs = 3_600_000;

/** One number of a profile; null where it does not tell. */
export function metricOf(profile: Profile, metric: HistoryMetric, column: string | undefined): number | null {
  if (metric === 'rows') return profile.rows;
  const found = profile.columns.find(({ name }) => name === column);
  return found ? ofColumn[metric](found, profile.rows) : null;
}

const ofColumn: Record<Exclude<HistoryMetric, 'rows'>, (column: ColumnProfile, rows: number) => number | null> = {
  'missing-share': ({ nulls, nans }, rows) => (rows === 0 ? null : (nulls + nans) / rows),
  mean: ({ mean }) => mean,
  deviation: ({ m2, valid }) => (m2 === null || valid === 0 ? null : Math.sqrt(m2 / valid)),
  min: ({ min }) => (typeof min === 'number' ? min : null),
  max: ({ max }) => (typeof max === 'number' ? max : null),
  distinct: ({ values, distinct }) => values?.length ?? (distinct === null ? null : estimateDistinct(distinct)),
  latest: ({ max, logicalType }) => {
    const moment =
      typeof max === 'string' && logicalType !== 'string'
        ? Date.parse(`${max.replace(' ', 'T')}${zone(max)}`)
        : Number.NaN;
    return Number.isNaN(moment) ? null : moment / hourMs;
  },
};

/** Without an offset a time is UTC; a day by itself is that to JavaScript already. */
function zone(moment: string): string {
  return /[T ]\d/.test(moment) && !/(Z|[+-]\d\d(:?\d\d)?)$/i.test(moment) ? 'Z' : '';
}
