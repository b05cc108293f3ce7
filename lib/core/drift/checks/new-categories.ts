import { formatPercent } from '../../report/format.ts';
import { clip } from '../../report/html.ts';
import type { DriftCheck } from './drift-check.ts';

const mostNamed = 3;

/** Do rows have a category that the model has never seen? However few: no distance of distributions would show them. */
export const newCategories: DriftCheck = {
  name: 'new-categories',
  judge: ({ pair }, { maxNewCategoryShare: most }) => {
    if (pair?.kind !== 'category' || pair.m === 0) return undefined;
    const { categories, counts, m } = pair;
    const fresh = categories.flatMap((category, at) =>
      counts.reference[at] === 0 ? [{ category, count: counts.current[at] ?? 0 }] : [],
    );
    const share = fresh.reduce((sum, { count }) => sum + count, 0) / m;
    const named = fresh.slice(0, mostNamed).map(({ category }) => JSON.stringify(clip(category, 40)));
    const more = fresh.length > named.length ? ` and ${fresh.length - named.length} more` : '';
    const allowed = `at most ${formatPercent(most)}`;
    return {
      verdict: share > most ? 'fail' : 'pass',
      observed: Number(share.toPrecision(6)),
      shown: formatPercent(share),
      allowed,
      clause:
        fresh.length === 0
          ? 'every category is one of the reference'
          : `${formatPercent(share)} of values are of categories that the reference does not have (${named.join(', ')}${more}); allowed ${allowed}`,
    };
  },
};
