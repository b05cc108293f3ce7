import { midranks } from './midranks.ts';

/** Two-pass like commons-math, so that a ratio at its bound falls on the same side. */
export function mean(values: readonly number[]): number {
  const rough = values.reduce((sum, value) => sum + value, 0) / values.length;
  return rough + values.reduce((sum, value) => sum + (value - rough), 0) / values.length;
}

/** Mean of the experiment over mean of the control; NaN where either is 0. */
export function meanRatio(experiment: readonly number[], control: readonly number[]): number {
  const [above, below] = [mean(experiment), mean(control)];
  return above === 0 || below === 0 ? Number.NaN : above / below;
}

/**
 * Common language effect size: the share of pairs in which the experiment is higher, ties counting half.
 * Vargha and Delaney, Journal of Educational and Behavioral Statistics 25(2), 2000.
 */
export function cles(experiment: readonly number[], control: readonly number[]): number {
  const [n, m] = [experiment.length, control.length];
  const rankSum = midranks([...experiment, ...control])
    .ranks.slice(0, n)
    .reduce((sum, rank) => sum + rank, 0);
  return (2 * rankSum - n * (n + 1)) / (2 * n * m);
}
