import type { CheckResult } from '../gate.ts';
import { estimateDistinct } from '../sketch/distinct.ts';
import { type Quantiles, quantile } from '../sketch/quantiles.ts';
import { aligned } from './histogram.ts';
import type { ColumnProfile, Profile } from './profile.ts';

/** A very wide table tells those of its failing columns first and then of this many in all. */
const maxColumns = 500;

/** Statistics of each column for plots, beside those of what it is compared with, over the same bins. */
export function factsOf(
  profile: Profile,
  champion: Profile | undefined,
  checks: CheckResult[],
): Record<string, unknown> {
  const failing = new Set(checks.filter(({ verdict }) => verdict !== 'pass').map(({ subject }) => subject));
  const order = [...profile.columns].sort((a, b) => Number(failing.has(b.name)) - Number(failing.has(a.name)));
  const pairs = order.slice(0, maxColumns).map((mine) => {
    const theirs = champion?.columns.find(({ name }) => name === mine.name);
    return { name: mine.name, ...sideBySide(mine, theirs) };
  });
  const { rows, trainRows, holdoutRows, extraColumns } = profile;
  const columns = Object.fromEntries(pairs.map(({ name, mine }) => [name, mine]));
  const championColumns = Object.fromEntries(pairs.flatMap(({ name, theirs }) => (theirs ? [[name, theirs]] : [])));
  return { rows, trainRows, holdoutRows, extraColumns, columns, ...(champion ? { championColumns } : {}) };
}

/** Both columns' statistics, their histograms over the same bins. */
function sideBySide(mine: ColumnProfile, theirs: ColumnProfile | undefined) {
  const [ours, others] = mine.histogram ? aligned(mine.histogram, theirs?.histogram ?? null) : [null, null];
  return { mine: told(mine, ours), theirs: theirs && told(theirs, others) };
}

/** What a person reads: what sketches say, without the sketches. */
function told({ quantiles, distinct, ...column }: ColumnProfile, histogram: ColumnProfile['histogram']) {
  const shares = quantiles ? { quantiles: quartilesOf(quantiles) } : {};
  const different = column.values?.length ?? (distinct === null ? undefined : estimateDistinct(distinct));
  return { ...column, histogram, ...shares, ...(different === undefined ? {} : { distinct: different }) };
}

function quartilesOf(quantiles: Quantiles): Record<string, number> {
  return Object.fromEntries(
    [0.25, 0.5, 0.75].map((share) => [share, Number(quantile(quantiles, share).toPrecision(3))]),
  );
}
