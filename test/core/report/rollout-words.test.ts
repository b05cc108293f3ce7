import { isTest, rolloutInWords } from '../../../lib/core/report/rollout-words.ts';
import type { ArmWindow } from '../../../lib/core/rollout/traffic.ts';
import type { JudgedWindow } from '../../../lib/core/run.ts';

const arm = (requests: number, errors: number, over: Partial<ArmWindow> = {}): ArmWindow => ({
  ...{ servableId: 'arm', requests, errors, p50Ms: 2, p99Ms: 8 },
  ...over,
});

function window(second: number, over: Partial<JudgedWindow>): JudgedWindow {
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23, 12, 0, seconds)).toISOString();
  return {
    ...{ from: at(second), to: at(second + 1), step: 0, candidatePercent: 10, decision: 'continue', sentence: '' },
    ...{ candidate: arm(20, 1), champion: arm(180, 0) },
    ...over,
  };
}

test('each step is one sentence with the totals of its windows', () => {
  const windows = [window(0, {}), window(1, {}), window(2, { step: 1, candidatePercent: 50, candidate: null })];
  expect(rolloutInWords({ windows })).toEqual([
    '10 % of the traffic for 2.0 s: 2 of 40 requests failed, of the champion 0 of 360 requests failed.',
    '50 % of the traffic for 1.0 s: 0 of 0 requests failed, of the champion 0 of 180 requests failed.',
  ]);
  expect(isTest({ windows })).toBe(false);
});

test('a shadow is told by what differs, and that no caller saw it', () => {
  const candidate = arm(50, 0, { agreement: { compared: 50, disagreed: 6 } });
  const windows = [0, 1].map((second) => window(second, { manner: 'mirrored', candidate }));
  const [sentence] = rolloutInWords({ windows });
  expect(sentence).toMatch(
    /^In the shadow for 2\.0 s, with copies of 10 % of the requests, whose answers no caller saw:/,
  );
  expect(sentence).toContain("12 of 100 compared answers (12 %) differ from the champion's");
  expect(isTest({ windows })).toBe(true);
});

test('an A/B test is told by its users and what became of them, and a replay without a length', () => {
  const outcomes = (sum: number) => ({ outcomes: { count: 20, sum, sumOfSquares: sum } });
  const sticky = window(0, {
    manner: 'sticky',
    candidate: arm(20, 0, outcomes(19)),
    champion: arm(20, 0, outcomes(17)),
  });
  expect(rolloutInWords({ windows: [sticky] })[0]).toContain(
    'mean outcome 95 % of 20 users against 85 % of 20 users of the champion',
  );
  expect(rolloutInWords({ windows: [window(0, { manner: 'replayed' })] })[0]).toMatch(/^Captured requests were sent/);
});
