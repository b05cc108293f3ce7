import { judgeRatio, ratioOf } from '../../../lib/core/checks/ratio.ts';

test('nothing to nothing is the same, and something to nothing is none of it', () => {
  expect([ratioOf(0, 0), ratioOf(3, 0), ratioOf(3, 4), ratioOf(-1, 4)]).toEqual([1, 0, 0.75, -0.25]);
});

test('the order in which fractions are added does not decide', () => {
  expect(ratioOf(0.1 + 0.2, 0.3)).toBe(1);
  expect(ratioOf(1 + 1e-9, 1)).toBeGreaterThan(1);
});

test('a figure that is not there has no ratio', () => {
  const words = { what: (a: string, b: string) => `${a} beside ${b}` };
  const side = (sum: number | null) => ({ values: 1, sum });
  const counts = { failing: 0, total: 1, samples: [], ratio: { of: side(null), to: side(2) } };
  expect(judgeRatio({ minimum: 1 }, counts, words)).toMatchObject({
    verdict: 'inconclusive',
    clause: 'there is no ratio to judge: nothing beside 2',
  });
});
