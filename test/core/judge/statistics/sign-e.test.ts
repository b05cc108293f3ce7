import fc from 'fast-check';
import { signNext, signStart } from '../../../../lib/core/judge/statistics/sign-e.ts';

function path(differences: number[]): number[] {
  let state = signStart;
  return differences.map((difference) => {
    state = signNext(state, difference);
    return state.logE;
  });
}

test('bets as worked out by hand: 2θ and 2(1 − θ) with θ the share of ups so far, half an up and half a down before', () => {
  const expected = [
    0, 0, 0.405465108108, 0.916290731874, -0.470003629246, -0.133531392625, 0.271933715484, 0.723918839227,
    1.20942665501,
  ];
  for (const [i, got] of path([1, 0, 1, 1, -1, 1, 1, 1, 1]).entries()) expect(got).toBeCloseTo(expected[i] ?? 0, 11);
});

test('under symmetric signs it is worth at most 1 in expectation at any stopping: all sequences to length 12', () => {
  for (let length = 1; length <= 12; length += 1) {
    let fixed = 0;
    let stopped = 0;
    for (let bits = 0; bits < 2 ** length; bits += 1) {
      const logs = path(Array.from({ length }, (_, i) => ((bits >> i) & 1 ? 1 : -1)));
      fixed += Math.exp(logs.at(-1) ?? 0);
      // The worst rule that looks at the path: stop once it is twice what it was.
      stopped += Math.exp(logs.find((log) => log >= Math.LN2) ?? logs.at(-1) ?? 0);
    }
    expect(fixed / 2 ** length).toBeLessThanOrEqual(1 + 1e-12);
    expect(stopped / 2 ** length).toBeLessThanOrEqual(1 + 1e-12);
  }
});

test('no unit matters: differences times 10^-6 to 10^6 change nothing', () => {
  const differences = fc.array(
    fc.double({ min: -1e3, max: 1e3, noNaN: true }).filter((d) => d === 0 || Math.abs(d) > 1e-200),
  );
  fc.assert(
    fc.property(differences, fc.integer({ min: -6, max: 6 }), (all, power) => {
      expect(path(all.map((d) => d * 10 ** power))).toEqual(path(all));
    }),
  );
});

test('ties and NaN change nothing, and downs alone never prove anything', () => {
  const seen = { logE: 1, ups: 3, downs: 1 };
  for (const nothing of [0, -0, Number.NaN]) expect(signNext(seen, nothing)).toBe(seen);
  expect(signNext(seen, Number.POSITIVE_INFINITY).ups).toBe(4);
  expect(Math.max(...path(Array(1000).fill(-1)))).toBe(0);
});
