const root = Math.sqrt(2 * Math.PI);
const square = Math.PI ** 2;

/**
 * P(D ≤ d) of one sample of n values, to about n^−2: Kolmogorov's limit at z = d √n and its corrections of order n^−½, n^−1, n^−3/2,
 * as theta functions in the form that converges for small z. Pelz and Good, Journal of the Royal Statistical Society B 38 (1976).
 * Oracle: scipy.stats.kstwo.cdf above n = 100,000.
 */
export function pelzGoodCdf(n: number, d: number): number {
  const z = d * Math.sqrt(n);
  const q = -square / (8 * z * z);
  // Below, the limit itself is less than 1e-300.
  if (q < -690) return 0;
  const [z2, z4, z6, z8] = [z ** 2, z ** 4, z ** 6, z ** 8];
  const sums = [0, 0, 0, 0];
  for (let k = Math.ceil((16 * z) / Math.PI); k >= 1; k -= 1) {
    const odd = (2 * k - 1) ** 2;
    const weight = Math.exp(q * odd);
    // π²/4 · odd, to its powers.
    const u = (square / 4) * odd;
    sums[0] = (sums[0] ?? 0) + weight;
    sums[1] = (sums[1] ?? 0) + weight * (u - z2);
    sums[2] = (sums[2] ?? 0) + weight * (6 * z6 + 2 * z4 + (2 * z4 - 5 * z2) * u + (1 - 2 * z2) * u * u);
    sums[3] = (sums[3] ?? 0) + weight * third(u, { z2, z4, z6, z8 });
  }
  const [k0, k1, k2, k3] = sums as [number, number, number, number];
  const even = evenSums(z);
  const first = (root * k0) / z + (root * k1) / (6 * z4 * Math.sqrt(n));
  const second = (root * k2) / (72 * z ** 7) - (square * root * even.two) / (36 * z ** 3);
  const last = (root * k3) / (6480 * z ** 10) + (square * root * even.three) / (216 * z6);
  return first + second / n + last / n ** 1.5;
}

function third(u: number, { z2, z4, z6, z8 }: Record<'z2' | 'z4' | 'z6' | 'z8', number>): number {
  const [c0, c1] = [-30 * z6 - 90 * z8, 135 * z4 - 96 * z6];
  const [c2, c3] = [212 * z4 - 60 * z2, 5 - 30 * z2];
  return c0 + u * (c1 + u * (c2 + u * c3));
}

/** Σ k² e^(−k²π²/2z²) and Σ (3z² − k²π²) k² e^(−k²π²/2z²). */
function evenSums(z: number): { two: number; three: number } {
  let [two, three] = [0, 0];
  for (let k = Math.ceil((16 * z) / Math.PI); k >= 1; k -= 1) {
    const weight = k * k * Math.exp((-square * k * k) / (2 * z * z));
    two += weight;
    three += weight * (3 * z * z - square * k * k);
  }
  return { two, three };
}
