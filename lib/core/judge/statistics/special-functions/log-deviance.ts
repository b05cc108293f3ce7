/**
 * ln(x/m) − (x − m)/m, never above 0, for x ≥ 0, m > 0: what is left of a logarithm when its linear term is taken away. Near x = m
 * it is −u²/2 + u³/3 − … with u = (x − m)/m, and subtracting would leave no digit: there, with r = u / (2 + u),
 * ln(1 + u) = 2 artanh r and u = 2r / (1 − r), so the linear terms cancel on paper. `off` is x − m, for who has it more exactly.
 */
export function logDeviance(x: number, m: number, off = x - m): number {
  const u = off / m;
  if (u < -0.5 || u > 1) return Math.log(x / m) - u;
  const r = u / (2 + u);
  const square = r * r;
  let sum = 0;
  // |r| ≤ 1/3, so a term is at most a ninth of the one before: 18 of them leave 1e-17.
  for (let k = 18; k >= 0; k -= 1) sum = sum * square + 1 / (2 * k + 3);
  return r * (2 * square * sum - u);
}
