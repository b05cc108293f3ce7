import * as z from 'zod';
import { InputError } from '../../errors.ts';
import type { Parts } from '../../profile/profile.ts';
import { defineCheck } from '../check.ts';
import { isTemporal } from '../column.ts';
import { judgeLimits, momentOf, unknown } from '../limits.ts';
import { asNumber } from '../statistics/statistic.ts';

const moment = z.string().refine((text) => momentOf(text) !== undefined, { error: 'must be ISO 8601' });

/** The newest moment of a column is not older than so many seconds, now or at a given moment. Without an offset it is UTC. */
export const freshness = defineCheck({
  kind: 'freshness',
  args: z.strictObject({ maximumAgeSeconds: z.number().min(0), reference: moment.optional() }),
  measure: ({ reference }, [column]) => {
    if (!column || !isTemporal(column) || column.logicalType === 'time')
      throw new InputError('column-type', `${column?.name} holds ${column?.logicalType} values, which have no age`);
    const now = reference === undefined ? 'epoch(now())' : `${(momentOf(reference) ?? 0) / 1000}`;
    const newest = `max(${column.value})`;
    return {
      by: 'aggregate',
      columns: [column.name],
      items: { newest: `CAST(${newest} AS VARCHAR)`, age: `${now} - epoch(${newest})` },
      read: ({ newest: at = null, age }) => {
        const seconds = asNumber(age);
        return { observed: seconds, details: { newest: at }, parts: youngest(seconds) };
      },
    };
  },
  judge: ({ maximumAgeSeconds: maximum }, { parts }) =>
    parts
      ? judgeLimits('age in seconds', { maximum }, { observed: parts.min })
      : unknown('age in seconds', `at most ${maximum}`),
});

/** The newest moment of several parts is the newest of theirs, so that ages merge as least values do. */
function youngest(seconds: number | null): Parts {
  const none = { others: 0, missing: 0, zeros: 0, sum: null, mean: null, m2: null };
  return { ...none, values: seconds === null ? 0 : 1, min: seconds, max: seconds };
}
