import { formatNumber, formatPercent } from '../../report/format.ts';
import type { NumberPair } from '../pair.ts';
import type { DriftCheck } from './drift-check.ts';

/** With which chance as many values or more lie outside by chance, each side. */
const chance = 0.0015;

/** Are values less than the least, or greater than the greatest, that the model was trained on? */
export const outOfRange: DriftCheck = {
  name: 'out-of-range',
  judge: ({ pair }, { maxOutOfRangeShare: most }) => {
    if (pair?.kind !== 'number' || pair.m === 0) return undefined;
    const { reference, current, n, m } = pair;
    const share = outside(pair) / m;
    // Of n + m values of one distribution the greatest k are all of the current side with a chance of (m / (n + m))^k at most.
    const noise = Math.ceil(Math.log(chance) / Math.log(m / (n + m))) / m;
    const allowed = `at most ${formatPercent(Math.max(most, noise))}`;
    const range = `${formatNumber(reference.min)} to ${formatNumber(reference.max)}`;
    const seen = `${formatNumber(current.min)} to ${formatNumber(current.max)}`;
    return {
      verdict: share > Math.max(most, noise) ? 'fail' : 'pass',
      observed: Number(share.toPrecision(6)),
      shown: formatPercent(share),
      allowed,
      clause: `${formatPercent(share)} of values outside ${range}, as they go from ${seen}; allowed ${allowed}`,
    };
  },
};

/** Values known to be outside: where only bins are known, those in a bin that reaches inside are not counted but for the extreme. */
function outside({ cells, reference, current }: NumberPair): number {
  let [below, above] = [0, 0];
  for (const [cell, count] of cells.current.entries()) {
    const [lower, upper] = [cells.lower[cell] ?? 0, cells.upper[cell] ?? 0];
    if (lower === upper ? lower < reference.min : upper <= reference.min) below += count;
    else if (lower > reference.max) above += count;
  }
  if (current.min < reference.min) below = Math.max(1, below);
  if (current.max > reference.max) above = Math.max(1, above);
  return below + above;
}
