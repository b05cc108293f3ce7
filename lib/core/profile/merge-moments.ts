import type { ColumnProfile, Pairs, Parts, Ratio, RatioSide } from './profile.ts';

export function extreme<T>(a: T | null, b: T | null, wins: (a: T, b: T) => boolean): T | null {
  if (a === null || b === null) return a ?? b;
  return wins(a, b) ? a : b;
}

type Moments = Pick<ColumnProfile, 'mean' | 'm2' | 'valid'>;

/** Chan, Golub and LeVeque 1979: m2 = m2a + m2b + d² · na·nb / n, with d the difference of the means. */
export function mergeMoments(a: Moments, b: Moments): { mean: number | null; m2: number | null } {
  if (a.mean === null) return { mean: b.mean, m2: b.m2 };
  if (b.mean === null) return { mean: a.mean, m2: a.m2 };
  const rows = a.valid + b.valid;
  const difference = b.mean - a.mean;
  return {
    mean: a.mean + (difference * b.valid) / rows,
    m2: a.m2 === null || b.m2 === null ? null : a.m2 + b.m2 + (difference * difference * a.valid * b.valid) / rows,
  };
}

export function mergeParts(a: Parts, b: Parts): Parts {
  return {
    values: a.values + b.values,
    others: a.others + b.others,
    missing: a.missing + b.missing,
    zeros: a.zeros + b.zeros,
    sum: a.sum === null || b.sum === null ? (a.sum ?? b.sum) : a.sum + b.sum,
    min: extreme(a.min, b.min, (x, y) => x < y),
    max: extreme(a.max, b.max, (x, y) => x > y),
    ...mergeMoments({ ...a, valid: a.values }, { ...b, valid: b.values }),
    ...mergeHigher(a, b),
  };
}

/** Pébay 2008, equations 3.1 and 3.2 for two sets, with d the difference of the means. Oracle: the whole, to 1e-9. */
function mergeHigher(a: Parts, b: Parts): Pick<Parts, 'm3' | 'm4'> {
  if (a.m3 === undefined || b.m3 === undefined) return {};
  if (a.mean === null || b.mean === null) {
    const { m3, m4 } = a.mean === null ? b : a;
    return { m3: m3 ?? null, m4: m4 ?? null };
  }
  const [na, nb] = [a.values, b.values];
  const n = na + nb;
  const d = b.mean - a.mean;
  const [a2, b2, a3, b3] = [a.m2, b.m2, a.m3, b.m3].map(Number) as [number, number, number, number];
  return {
    m3: a3 + b3 + (d ** 3 * na * nb * (na - nb)) / n ** 2 + (3 * d * (na * b2 - nb * a2)) / n,
    m4:
      Number(a.m4) +
      Number(b.m4) +
      (d ** 4 * na * nb * (na ** 2 - na * nb + nb ** 2)) / n ** 3 +
      (6 * d ** 2 * (na ** 2 * b2 + nb ** 2 * a2)) / n ** 2 +
      (4 * d * (na * b3 - nb * a3)) / n,
  };
}

/** The same for products: c = ca + cb + dx · dy · na·nb / n. */
export function mergePairs(a: Pairs | null, b: Pairs | null): Pairs | null {
  if (!a || !b) return a ?? b;
  const rows = a.rows + b.rows;
  const share = (a.rows * b.rows) / rows;
  const [dx, dy] = [b.means[0] - a.means[0], b.means[1] - a.means[1]];
  const meanOf = (at: 0 | 1, d: number) => a.means[at] + (d * b.rows) / rows;
  const endsOf = (at: 0 | 1): [number, number] => [
    Math.min(a.ends[at][0], b.ends[at][0]),
    Math.max(a.ends[at][1], b.ends[at][1]),
  ];
  return {
    rows,
    means: [meanOf(0, dx), meanOf(1, dy)],
    squares: [a.squares[0] + b.squares[0] + dx * dx * share, a.squares[1] + b.squares[1] + dy * dy * share],
    products: a.products + b.products + dx * dy * share,
    ends: [endsOf(0), endsOf(1)],
  };
}

export function mergeRatio(a: Ratio, b: Ratio): Ratio {
  return { of: mergeSides(a.of, b.of), to: mergeSides(a.to, b.to) };
}

function mergeSides(a: RatioSide, b: RatioSide): RatioSide {
  if (a.fixed) return a;
  return { values: a.values + b.values, sum: a.sum === null || b.sum === null ? (a.sum ?? b.sum) : a.sum + b.sum };
}
