import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A pair of samples and one of counts, with what scipy says of them. */
interface Pair {
  kind: string;
  reference: number[];
  current: number[];
  bins: [number[], number[]];
  ks: number;
  ksExact: number;
  ksAsymptotic: number;
  wasserstein: number;
  energy: number;
  cvm: number;
  cvmP: number;
  anderson: number;
  andersonP: number;
  u: number;
  uP: number;
  uLess: number;
  counts: Record<
    'psi' | 'kl' | 'js' | 'jsNatural' | 'hellinger' | 'tv' | 'linf' | 'chi' | 'chiP' | 'v' | 'fit' | 'fitP',
    number
  >;
}

interface Vectors {
  tails: Array<{ n: number; d: number; tail: number }>;
  adjusted: Array<{ pValues: number[]; adjusted: number[] }>;
  pairs: Pair[];
}

/** What test/oracles/drift.py prints. */
export const vectors = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../oracles/drift.json'), 'utf8'),
) as Vectors;

/** The vectors from which a function is off by more than 1e-9, of the value where that is above 1. */
export function off<V>(list: V[], got: (vector: V) => number, expected: (vector: V) => number) {
  return list
    .map((vector, at) => ({ at, got: got(vector), expected: expected(vector) }))
    .filter((one) => !(Math.abs(one.got - one.expected) <= 1e-9 * Math.max(1, Math.abs(one.expected))));
}
