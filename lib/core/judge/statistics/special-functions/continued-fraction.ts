/** Keeps Lentz's denominators from 0. */
const tiny = 1e-300;

/**
 * a(1) / (b(1) + a(2) / (b(2) + …)) by the modified Lentz method (Thompson & Barnett 1986). It ends when a factor is 1 to a
 * few units in the last place; the fractions here need about √(largest parameter) terms.
 */
export function continuedFraction(term: (i: number) => { a: number; b: number }, terms: number): number {
  let value = tiny;
  let c = value;
  let d = 0;
  for (let i = 1; i <= terms; i += 1) {
    const { a, b } = term(i);
    d = 1 / awayFromZero(b + a * d);
    c = awayFromZero(b + a / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return value;
}

function awayFromZero(x: number): number {
  return Math.abs(x) < tiny ? tiny : x;
}
