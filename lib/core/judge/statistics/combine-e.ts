import { InputError } from '../../errors.ts';

/**
 * ln of the weighted mean of e-values, from their logarithms: ln Σ w exp(logE), by the largest so that nothing overflows.
 * A mean of e-values (and of e-processes on the same windows) is one, whatever the dependence between them: expectation is linear.
 * The weights, 0 and up, must sum to 1. Vovk & Wang, arXiv 1912.06116.
 */
export function combineLogE(parts: ReadonlyArray<{ logE: number; weight: number }>): number {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  if (!(Math.abs(total - 1) <= 1e-9 && parts.every(({ weight }) => weight >= 0))) {
    const weights = parts.map(({ weight }) => weight).join(', ');
    throw new InputError('judge-input', `weights of e-values must be 0 or more and sum to 1, got ${weights || 'none'}`);
  }
  if (parts.some(({ logE }) => Number.isNaN(logE))) {
    throw new InputError('judge-input', 'the logarithm of an e-value is not a number');
  }
  const logs = parts.filter(({ weight }) => weight > 0).map(({ logE, weight }) => logE + Math.log(weight));
  const largest = Math.max(...logs);
  if (!Number.isFinite(largest)) return largest;
  return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0));
}
