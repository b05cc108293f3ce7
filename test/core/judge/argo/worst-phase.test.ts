import { worstPhase } from '../../../../lib/core/judge/argo/worst-phase.ts';

const fromBest = ['successful', 'inconclusive', 'error', 'failed'] as const;

test('ends as the worst of its metrics, in whatever order they come', () => {
  for (const [better, one] of fromBest.entries()) {
    for (const [worse, other] of fromBest.entries()) {
      expect(worstPhase([one, other])).toBe(fromBest[Math.max(better, worse)]);
    }
  }
});

test('runs until every metric has ended, whatever the others are', () => {
  for (const one of fromBest) {
    expect(worstPhase([one, 'running'])).toBe('running');
    expect(worstPhase(['pending', one])).toBe('running');
  }
});

test('an analysis without a metric is inconclusive', () => {
  expect(worstPhase([])).toBe('inconclusive');
});
