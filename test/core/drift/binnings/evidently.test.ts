import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evidently } from '../../../../lib/core/drift/binnings/evidently.ts';
import { driftOf } from '../../../../lib/core/drift/drift-of.ts';
import { measure } from '../../../../lib/core/drift/methods/method.ts';
import { pairOf } from '../../../../lib/core/drift/pair-of.ts';
import { categories, numbers, policyOf } from '../columns.ts';

interface Vector {
  kind: 'num' | 'cat';
  reference: number[] | string[];
  current: number[] | string[];
  default: [string, number, boolean];
  scores: Record<string, [number, boolean]>;
}

/** What test/oracles/drift-evidently.py prints. */
const oracle = JSON.parse(readFileSync(join(import.meta.dirname, '../../../oracles/drift-evidently.json'), 'utf8')) as {
  pairs: Vector[];
};

/** A column as Evidently is handed it. */
function columnOf(kind: Vector['kind'], values: Vector['reference']) {
  if (kind === 'num') return numbers('x', values.map(Number));
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return categories('x', counts);
}

function pairIn({ kind, reference, current }: Vector) {
  const pair = pairOf(columnOf(kind, reference).content, columnOf(kind, current).content, evidently);
  if (!pair) throw new Error('a pair that cannot be compared');
  return pair;
}

test.each(Object.keys(evidently.methods))('%s is what Evidently computes, to 1e-9', (name) => {
  // Evidently's copy of this test adds up its series to terms of 1e-7 only.
  const within = name === 'cramer_von_mises' ? 1e-8 : 1e-9;
  const vectors = oracle.pairs.filter(({ scores }) => Object.hasOwn(scores, name));
  expect(vectors.length).toBeGreaterThan(5);
  const off = vectors.flatMap((vector) => {
    const method = evidently.methods[name];
    const got = method && measure(method, pairIn(vector))?.value;
    const [expected = Number.NaN] = vector.scores[name] ?? [];
    return Math.abs((got ?? Number.NaN) - expected) <= within * Math.max(1, Math.abs(expected))
      ? []
      : [{ got, expected }];
  });
  expect(off).toEqual([]);
});

test('without a choice the method, its value and whether it is drift are those of Evidently', () => {
  for (const vector of oracle.pairs) {
    const [name, score, drifted] = vector.default;
    const pair = pairIn(vector);
    const method = evidently.methodFor(pair);
    expect(method.name).toBe(name);
    expect(measure(method, pair)?.value).toBeCloseTo(score, 9);
    const { minRows: _, ...limits } = policyOf();
    const options = { ...limits, minRows: 50, numbers: undefined, categories: undefined };
    const one = driftOf(
      [columnOf(vector.kind, vector.reference)],
      [columnOf(vector.kind, vector.current)],
      options,
      evidently,
    );
    expect(one.drifted).toEqual(drifted ? ['x'] : []);
  }
});

describe("Evidently's own test vectors (tests/stattests/test_stattests.py)", () => {
  const many = (times: number[]) => Object.fromEntries(times.map((count, at) => [String(at + 1), count]));
  const value = (name: string, reference: Record<string, number>, current: Record<string, number>) => {
    const pair = pairOf(categories('x', reference).content, categories('x', current).content, evidently);
    const method = evidently.methods[name];
    return method && pair && measure(method, pair)?.value;
  };
  const [c, d] = [many([16, 18, 16, 14, 12, 12]), many([16, 16, 16, 16, 16, 8])];
  test.each([
    ['chisquare', c, d, 0.67309, 5],
    ['hellinger', c, d, 0.06812, 4],
    ['g_test', { a: 5, b: 5, c: 8 }, { a: 4, b: 6, c: 8 }, 0.8176, 3],
    ['z', { a: 6 }, { a: 6 }, 1, 12],
  ] as const)('%s', (name, reference, current, expected, digits) => {
    expect(value(name, reference, current)).toBeCloseTo(expected, digits);
  });
});
