/**
 * P(X ≥ k) for X ~ Binomial(n, p), exact, by summing the smaller side of the distribution in logarithms.
 * Oracle: scipy.stats.binom.sf(k − 1, n, p). n ≥ 0 and k integers, 0 ≤ p ≤ 1.
 */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n || p === 0) return 0;
  if (p === 1) return 1;
  const upper = k > n * p;
  let term = logPmf(upper ? k : k - 1, n, p);
  let sum = 0;
  for (let i = upper ? k : k - 1; upper ? i <= n : i >= 0; i += upper ? 1 : -1) {
    const add = Math.exp(term);
    sum += add;
    if (add < sum * 1e-17) break;
    term += upper ? Math.log(((n - i) * p) / ((i + 1) * (1 - p))) : Math.log((i * (1 - p)) / ((n - i + 1) * p));
  }
  return upper ? Math.min(sum, 1) : Math.max(1 - sum, 0);
}

function logPmf(k: number, n: number, p: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k) + k * Math.log(p) + (n - k) * Math.log1p(-p);
}

/** ln n!, by summation below 256 and by Stirling's series (error < 1e-16 relative there) above. */
function logFactorial(n: number): number {
  if (n < 256) {
    let sum = 0;
    for (let i = 2; i <= n; i += 1) sum += Math.log(i);
    return sum;
  }
  const x = n + 1;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x ** 3);
}
