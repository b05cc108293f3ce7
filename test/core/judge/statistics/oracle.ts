import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One list of vectors of test/oracles/judge.json, which test/oracles/judge.py prints. */
export function oracle<T>(name: string): T {
  const vectors = JSON.parse(readFileSync(join(import.meta.dirname, '../../../oracles/judge.json'), 'utf8')) as Record<
    string,
    T
  >;
  const found = vectors[name];
  if (found === undefined) throw new Error(`no vectors ${name}; there are ${Object.keys(vectors).join(', ')}`);
  return found;
}

/** Whether two numbers agree relative to the expected one, or absolutely within `floor`. */
export function agrees(got: number, expected: number, relative: number, floor = 0): boolean {
  return got === expected || Math.abs(got - expected) <= Math.max(relative * Math.abs(expected), floor);
}

/** The vectors that a function does not keep, with what it said: empty when it keeps them all. */
export function broken<V>(
  vectors: V[],
  got: (vector: V) => number,
  expected: (vector: V) => number,
  relative: number,
  floor = 0,
) {
  return vectors
    .map((vector) => ({ vector, got: got(vector), expected: expected(vector) }))
    .filter((one) => !agrees(one.got, one.expected, relative, floor));
}
