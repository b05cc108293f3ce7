import { bisect } from '../judge/statistics/special-functions/bisect.ts';
import { gammaQ } from '../judge/statistics/special-functions/incomplete-gamma.ts';
import type { Pair } from './pair.ts';

/** One column of ten thousand that has not moved may look as if it had; where bins hold few rows χ² understates that tenfold. */
const chance = 0.0001;

/**
 * What Σ (p − q)² / p over bins stays below by chance: under no drift it is (1/n + 1/m) χ² with one degree less than there are
 * bins. PSI is about as large, KL half of it, and the divergences and distances beside it follow from it.
 */
export function noiseOf({ n, m, counts }: Pair): number {
  const bins = counts.reference.filter((count, bin) => count + (counts.current[bin] ?? 0) > 0).length;
  return bins < 2 ? 0 : (1 / n + 1 / m) * chiSquareQuantile(bins - 1);
}

function chiSquareQuantile(freedom: number): number {
  return bisect((x) => chance - gammaQ(freedom / 2, x / 2), 0, 20 * freedom + 100);
}
