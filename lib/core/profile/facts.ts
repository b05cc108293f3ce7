import type { CheckResult } from '../gate.ts';
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
  return { mine: { ...mine, histogram: ours }, theirs: theirs && { ...theirs, histogram: others } };
}
