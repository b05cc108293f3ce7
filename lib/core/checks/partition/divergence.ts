/** KL(p, q) = Σ p ln(p / q) in nats, of two lists of weights that are made to add up to 1 first; null where it is infinite or undefined. */
export function divergence(observed: number[], expected: number[]): number | null {
  const [p, q] = [normalized(observed), normalized(expected)];
  const terms = p.map((share, index) => (share === 0 ? 0 : share * Math.log(share / (q[index] ?? 0))));
  const sum = terms.reduce((total, term) => total + term, 0);
  // Rounding may leave a little less than nothing.
  return Number.isFinite(sum) ? Math.max(0, sum) : null;
}

function normalized(weights: number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
