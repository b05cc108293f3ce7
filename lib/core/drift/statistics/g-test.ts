import { gammaQ } from '../../judge/statistics/special-functions/incomplete-gamma.ts';
import { total } from './shares.ts';
import type { Tested } from './tested.ts';

/**
 * Is the current sample one of the reference's shares? G = 2 Σ O ln(O / E), E the reference's counts scaled to the current's
 * size. Oracle: scipy.stats.power_divergence with `log-likelihood`.
 */
export function gTest(reference: ArrayLike<number>, current: ArrayLike<number>): Tested {
  const scale = total(current) / total(reference);
  let statistic = 0;
  for (let i = 0; i < reference.length; i += 1) {
    const observed = current[i] ?? 0;
    if (observed > 0) statistic += 2 * observed * Math.log(observed / ((reference[i] ?? 0) * scale));
  }
  const freedom = reference.length - 1;
  if (freedom < 1) return { statistic: 0, pValue: 1 };
  return { statistic, pValue: statistic === Number.POSITIVE_INFINITY ? 0 : gammaQ(freedom / 2, statistic / 2) };
}
