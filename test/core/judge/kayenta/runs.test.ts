import { kayentaRuns } from '../../../../lib/core/judge/kayenta/runs.ts';

const thresholds = { pass: 95, marginal: 75 };
const run = (score: number) => ({
  verdict: score >= 95 ? ('pass' as const) : score >= 75 ? ('marginal' as const) : ('fail' as const),
  score,
});

test.each([
  [[100, 80, 95], 'pass'],
  [[100, 80, 94.99], 'fail'],
  [[100, 75, 100], 'fail'],
  [[76, 76, 100], 'pass'],
  [[50], 'fail'],
  [[76], 'fail'],
  [[100], 'pass'],
] as const)('runs that scored %j: %s', (scores, verdict) => {
  expect(kayentaRuns(scores.map(run), thresholds).verdict).toBe(verdict);
});

test('no run passes nothing, and neither does one that is inconclusive', () => {
  expect(kayentaRuns([], thresholds).verdict).toBe('inconclusive');
  const unsure = { verdict: 'inconclusive' as const, score: 100 };
  expect(kayentaRuns([unsure, run(100)], thresholds)).toEqual({
    verdict: 'inconclusive',
    sentence: 'run 1 of 2 is inconclusive',
  });
  expect(kayentaRuns([unsure, run(10)], thresholds).verdict).toBe('fail');
});
