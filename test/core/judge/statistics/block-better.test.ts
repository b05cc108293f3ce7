import fc from 'fast-check';
import { betterNext } from '../../../../lib/core/judge/statistics/block-better.ts';
import { blockStart } from '../../../../lib/core/judge/statistics/block-e.ts';
import { expectation } from './expectation.ts';

const unit = fc.double({ min: 0, max: 1, noNaN: true });

test('no rates beyond the margin make the e-value of a next window more than 1 on average, whatever was seen before', () => {
  fc.assert(
    fc.property(
      unit,
      unit,
      fc.nat(8),
      fc.nat(20),
      fc.double({ min: 0.001, max: 0.2, noNaN: true }),
      (at, above, y1, y0, difference) => {
        const margin = { ratio: 1, difference };
        const p0 = at * (1 - difference);
        const p1 = p0 + difference + above * (1 - p0 - difference);
        const seen = { candidate: { requests: 8, errors: y1 }, champion: { requests: 20, errors: y0 } };
        const before = betterNext(blockStart, seen, margin);
        const ratio = expectation({ candidate: 6, champion: 9 }, { p1, p0 }, (window) =>
          Math.exp(betterNext(before, window, margin).logE - before.logE),
        );
        expect(ratio).toBeLessThanOrEqual(1 + 1e-9);
      },
    ),
    { numRuns: 200 },
  );
});

test('requests without errors prove it at the rate of the margin: 1 point more takes about ln 20 / 0.01 = 300', () => {
  const window = { candidate: { requests: 10, errors: 0 }, champion: { requests: 10, errors: 0 } };
  let state = blockStart;
  while (state.logE < Math.log(20)) state = betterNext(state, window, { ratio: 1, difference: 0.01 });
  expect(state.candidate.requests).toBeGreaterThanOrEqual(300);
  expect(state.candidate.requests).toBeLessThanOrEqual(340);
});

test('where nothing is allowed beyond the champion itself, nothing can be proven', () => {
  const window = { candidate: { requests: 1_000, errors: 3 }, champion: { requests: 1_000, errors: 4 } };
  expect(betterNext(blockStart, window, { ratio: 1, difference: 0 }).logE).toBe(0);
});
