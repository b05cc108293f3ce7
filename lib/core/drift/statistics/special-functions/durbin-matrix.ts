/**
 * P(D ≤ d) of one sample of n values: an element of the n-th power of Durbin's matrix times n!/nⁿ. Exact; for k = ⌈n d⌉ the work is
 * k³ log n. Marsaglia, Tsang and Wang, Journal of Statistical Software 8 (2003). Oracle: scipy.stats.kstwo.cdf.
 */
export function durbinCdf(n: number, d: number): number {
  const k = Math.ceil(n * d);
  const size = 2 * k - 1;
  let power: Scaled = { matrix: identity(size), exponent: 0 };
  let base: Scaled = { matrix: durbinMatrix(k, k - n * d), exponent: 0 };
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power = product(power, base, size);
    base = product(base, base, size);
  }
  let { exponent } = power;
  let element = power.matrix[(k - 1) * size + k - 1] ?? 0;
  for (let i = 1; i <= n; i += 1) {
    element *= i / n;
    if (element >= small) continue;
    element /= small;
    exponent -= smallBits;
  }
  return Math.min(1, element * 2 ** exponent);
}

/** Elements stay in the range of doubles: the matrix is that times 2^exponent. */
interface Scaled {
  matrix: Float64Array;
  exponent: number;
}

const smallBits = 400;
const small = 2 ** -smallBits;

/** 1 / (i − j + 1)! below and on the first diagonal above, but for the first column and the last row, which are cut by h. */
function durbinMatrix(k: number, h: number): Float64Array {
  const size = 2 * k - 1;
  const matrix = new Float64Array(size * size);
  const inverseFactorial = [1];
  for (let i = 1; i <= size; i += 1) inverseFactorial.push((inverseFactorial[i - 1] ?? 0) / i);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= Math.min(i + 1, size - 1); j += 1) {
      const cut = (j === 0 ? h ** (i + 1) : 0) + (i === size - 1 ? h ** (size - j) : 0);
      const corner = i === size - 1 && j === 0 ? Math.max(0, 2 * h - 1) ** size : 0;
      matrix[i * size + j] = (1 - cut + corner) * (inverseFactorial[i - j + 1] ?? 0);
    }
  }
  return matrix;
}

function identity(size: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) matrix[i * size + i] = 1;
  return matrix;
}

function product(a: Scaled, b: Scaled, size: number): Scaled {
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1)
    for (let k = 0; k < size; k += 1) {
      const factor = a.matrix[i * size + k] ?? 0;
      if (factor === 0) continue;
      for (let j = 0; j < size; j += 1)
        matrix[i * size + j] = (matrix[i * size + j] ?? 0) + factor * (b.matrix[k * size + j] ?? 0);
    }
  const exponent = a.exponent + b.exponent;
  const large = matrix.some((element) => element > 1 / small);
  return large
    ? { matrix: matrix.map((element) => element * small), exponent: exponent + smallBits }
    : { matrix, exponent };
}
