import { binsOf, countOf, type LogHistogram } from './log-histogram.ts';
import { cdfBand } from './quantile-band.ts';

/**
 * How far the two arms' distributions are apart at most, seen at the bins' edges, and how far chance may ever take them apart
 * with probability alpha, over all looks and both arms: a decision by spent alpha, not an e-value. Any labels in place of bins do,
 * as long as they are ordered numbers. `gap` is null when an arm has no value.
 */
export function cdfGap(
  candidate: LogHistogram,
  champion: LogHistogram,
  alpha: number,
): { gap: number | null; allowed: number } {
  const n1 = countOf(candidate);
  const n0 = countOf(champion);
  const allowed = cdfBand(n1, alpha / 2) + cdfBand(n0, alpha / 2);
  if (n1 === 0 || n0 === 0) return { gap: null, allowed };
  let [below1, below0, gap] = [0, 0, 0];
  for (const bin of binsOf(candidate, champion)) {
    below1 += candidate[bin] ?? 0;
    below0 += champion[bin] ?? 0;
    gap = Math.max(gap, Math.abs(below1 / n1 - below0 / n0));
  }
  return { gap, allowed };
}
