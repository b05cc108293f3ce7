import fc from 'fast-check';
import { blockNext, blockStart } from '../../../../lib/core/judge/statistics/block-e.ts';
import type { Counts } from '../../../../lib/core/judge/statistics/counts.ts';
import { checkMargin, inNull, type Margin, type Side } from '../../../../lib/core/judge/statistics/margin.ts';

const counts = (errors: number, requests: number): Counts => ({ requests, errors });

/** ln E after each window, of [candidate errors, candidate requests, champion errors, champion requests]. */
function path(windows: number[][], side: Side, margin: Margin): number[] {
  let state = blockStart;
  return windows.map(([y1 = 0, n1 = 0, y0 = 0, n0 = 0]) => {
    state = blockNext(state, { candidate: counts(y1, n1), champion: counts(y0, n0) }, side, margin);
    return state.logE;
  });
}

function expectPath(got: number[], expected: number[], digits: number): void {
  expect(got).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(got[i]).toBeCloseTo(value, digits);
}

/** Groups a and b of the paper's example, one of each a block. */
const pairs = [
  [1, 1],
  [0, 0],
  [1, 1],
  [0, 1],
  [0, 1],
  [0, 0],
  [1, 1],
];
const regression = [
  [0, 10, 1, 90],
  [2, 12, 0, 88],
  [1, 8, 1, 92],
  [4, 15, 1, 85],
];

describe('the vectors of Turner, Ly & Grünwald, arXiv 2106.02693', () => {
  test('pairs, as safestats bets with a prior of 0.18: there on both sides of equal rates, here each side by itself', () => {
    const margin = { ratio: 1, difference: 0 };
    const b = path(
      pairs.map(([ya = 0, yb = 0]) => [yb, 1, ya, 1]),
      'worse',
      margin,
    );
    const a = path(
      pairs.map(([ya = 0, yb = 0]) => [ya, 1, yb, 1]),
      'worse',
      margin,
    );
    // No block ever guessed that a is the higher one, so all of the two-sided value is on b's side.
    expect(Math.exp(b.at(-1) ?? 0)).toBeCloseTo(1.0955046197583513, 13);
    expect(a.at(-1)).toBe(0);
  });

  test('a regression against equal rates, and against a margin of one and a half and 0.2 points', () => {
    const equal = path(regression, 'worse', { ratio: 1, difference: 0 });
    expectPath(equal, [0, 0.500904943506, 1.7566576305, 7.13906613223], 11);
    const margin = path(regression, 'worse', { ratio: 1.5, difference: 0.002 });
    expectPath(margin, [0, 0, 0.87143111936, 4.83639729447], 11);
  });

  test('non-inferiority within 5 points (Turner & Grünwald, arXiv 2203.09785)', () => {
    const windows = [
      [0, 50, 0, 50],
      [0, 50, 1, 50],
      [1, 50, 0, 50],
      [0, 50, 0, 50],
    ];
    const got = path(windows, 'better', { ratio: 1, difference: 0.05 });
    expectPath(got, [0, 3.17832896822, 3.21849887719, 5.44531721278], 11);
  });
});

/** Half-planes that leave something to judge, and a point of H0. */
const margins = fc
  .record({
    ratio: fc.double({ min: 0, max: 3, noNaN: true }),
    difference: fc.double({ min: -0.9, max: 0.9, noNaN: true }),
  })
  .filter((margin) => margin.ratio + margin.difference > 1e-3);
const rate = fc.double({ min: 0, max: 1, noNaN: true });
const history = fc.record({
  candidate: fc.tuple(fc.nat(20), fc.nat(20)).map(([errors, rest]) => counts(errors, errors + rest + 1)),
  champion: fc.tuple(fc.nat(40), fc.nat(40)).map(([errors, rest]) => counts(errors, errors + rest + 1)),
});
const side = fc.constantFrom<Side>('worse', 'better');

function pmf(y: number, n: number, p: number): number {
  let choose = 1;
  for (let i = 0; i < y; i += 1) choose *= (n - i) / (i + 1);
  return choose * p ** y * (1 - p) ** (n - y);
}

test('no window is worth more than 1 in expectation, anywhere in H0, whatever was seen before: summed over all outcomes', () => {
  fc.assert(
    fc.property(margins, rate, rate, history, side, fc.nat(6), fc.nat(6), (margin, p1, p0, before, which, n1, n0) => {
      fc.pre(inNull({ p1, p0 }, which, margin));
      let expectation = 0;
      for (let y1 = 0; y1 <= n1; y1 += 1) {
        for (let y0 = 0; y0 <= n0; y0 += 1) {
          const window = { candidate: counts(y1, n1), champion: counts(y0, n0) };
          const { logE } = blockNext({ logE: 0, ...before }, window, which, margin);
          expectation += pmf(y1, n1, p1) * pmf(y0, n0, p0) * Math.exp(logE);
        }
      }
      expect(expectation).toBeLessThanOrEqual(1 + 1e-9);
    }),
    { numRuns: 500 },
  );
});

test('more failures of the candidate prove a regression better, and non-inferiority worse', () => {
  fc.assert(
    fc.property(
      margins,
      history,
      side,
      fc.nat(30),
      fc.nat(30),
      fc.nat(50),
      (margin, before, which, y, rest, champion) => {
        const at = (errors: number) =>
          blockNext(
            { logE: 0, ...before },
            { candidate: counts(errors, y + rest + 1), champion: counts(champion, champion + 20) },
            which,
            margin,
          ).logE;
        if (which === 'worse') expect(at(y + 1)).toBeGreaterThanOrEqual(at(y) - 1e-9);
        else expect(at(y + 1)).toBeLessThanOrEqual(at(y) + 1e-9);
      },
    ),
  );
});

test('a window without requests, a first window and a guess within H0 are worth exactly 1', () => {
  const seen = { logE: 2, candidate: counts(3, 40), champion: counts(1, 400) };
  const margin = { ratio: 1, difference: 0 };
  const nothing = { candidate: counts(0, 0), champion: counts(0, 0) };
  expect(blockNext(seen, nothing, 'worse', margin)).toEqual(seen);
  const window = { candidate: counts(9, 10), champion: counts(0, 10) };
  expect(blockNext(blockStart, window, 'worse', margin).logE).toBe(0);
  const oneArm = { ...blockStart, candidate: counts(5, 10) };
  expect(blockNext(oneArm, window, 'worse', margin).logE).toBe(0);
  const good = { ...blockStart, candidate: counts(0, 90), champion: counts(9, 90) };
  expect(blockNext(good, window, 'worse', margin).logE).toBe(0);
});

test('without a champion the candidate is judged against the bound alone, and a champion in view changes nothing at ratio 0', () => {
  const bound = { ratio: 0, difference: 0.02 };
  const first = { candidate: counts(3, 20), champion: null };
  const next = { candidate: counts(4, 20), champion: null };
  const alone = blockNext(blockNext(blockStart, first, 'worse', bound), next, 'worse', bound);
  const q = 3.18 / 20.36;
  expect(alone.logE).toBeCloseTo(4 * Math.log(q / 0.02) + 16 * Math.log((1 - q) / 0.98), 12);
  expect(alone.champion).toEqual(counts(0, 0));
  const seen = { champion: counts(7, 100) };
  const beside = blockNext(
    blockNext(blockStart, { ...first, ...seen }, 'worse', bound),
    { ...next, ...seen },
    'worse',
    bound,
  );
  expect(beside.logE).toBe(alone.logE);
});

test('stays a number over a million units of evidence on either side', () => {
  const seen = { candidate: counts(900_000, 1_000_000), champion: counts(0, 1_000_000) };
  const margin = { ratio: 1, difference: 0 };
  const worst = blockNext({ logE: 0, ...seen }, seen, 'worse', margin);
  expect(worst.logE).toBeGreaterThan(5e5);
  const lost = blockNext(worst, { candidate: counts(0, 1e6), champion: counts(1e6, 1e6) }, 'worse', margin);
  expect(lost.logE).toBeLessThan(-1e6);
  expect(Number.isFinite(lost.logE)).toBe(true);
});

test.each([
  [{ ratio: -1, difference: 0.5 }],
  [{ ratio: 1, difference: 1 }],
  [{ ratio: 0, difference: 0 }],
  [{ ratio: 0.5, difference: -0.5 }],
  [{ ratio: Number.NaN, difference: 0.1 }],
  [{ ratio: Number.POSITIVE_INFINITY, difference: 0.1 }],
])('a margin that leaves nothing to judge is refused: %j', (margin) => {
  expect(() => checkMargin(margin)).toThrow(/allowed are ratio ≥ 0, difference < 1 and ratio \+ difference > 0/);
});

test('counts that cannot be counts are refused with whose they are, and so is a ratio to no champion', () => {
  const margin = { ratio: 1, difference: 0 };
  const next = (candidate: Counts, champion: Counts | null) =>
    blockNext(blockStart, { candidate, champion }, 'worse', margin);
  expect(() => next(counts(3, 2), counts(0, 1))).toThrow('the candidate has 3 errors of 2 requests');
  expect(() => next(counts(0, 2), counts(0.5, 1))).toThrow('the champion has 0.5 errors of 1 requests');
  expect(() => next(counts(-1, 2), counts(0, 1))).toThrow('the candidate has -1 errors');
  expect(() => next(counts(0, 2), null)).toThrow("the margin's ratio must be 0, got 1");
});
