/** √(−½ ln(α / 2)): by what a one-sample CDF strays, times √n, with probability α at most (Massart 1990; Deequ's `c(alpha)`). */
export function massart(alpha: number): number {
  return Math.sqrt(-Math.log(alpha / 2) / 2);
}

/**
 * A distance less what chance alone may make of it: max(0, D − c √((n + m) / (n m))). With c = 1.8, which Model Monitor takes and
 * which is `massart(0.003)` rounded, two samples of one distribution are hardly ever above 0, however small they are.
 */
export function robust(distance: number, n: number, m: number, c = 1.8): number {
  return Math.max(0, distance - c * Math.sqrt((n + m) / (n * m)));
}
