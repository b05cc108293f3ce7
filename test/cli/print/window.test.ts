import { windowLine } from '../../../lib/cli/print/window.ts';
import type { ArmWindow } from '../../../lib/core/rollout/traffic.ts';
import type { JudgedWindow } from '../../../lib/core/run.ts';

const arm = (over: Partial<ArmWindow> = {}): ArmWindow => ({
  ...{ servableId: 'arm', requests: 100, errors: 0, p50Ms: 2, p99Ms: 8.125 },
  ...over,
});

function line(over: Partial<JudgedWindow>): string {
  return windowLine({
    ...{ from: '2026-11-23T12:00:00Z', to: '2026-11-23T12:00:01Z', step: 0, candidatePercent: 50 },
    ...{ candidate: arm(), champion: arm(), decision: 'continue', sentence: 'so far' },
    ...over,
  });
}

test('a share is told as what it is a share of', () => {
  expect(line({})).toMatch(/^rollout 50 %: candidate 0 errors of 100, p99 8\.13 ms, champion .* → baking on: so far$/);
  expect(line({ manner: 'split' })).toBe(line({}));
  expect(line({ manner: 'compared' })).toMatch(/^rollout 50 % beside a fresh champion: /);
  expect(line({ manner: 'mirrored' })).toMatch(/^shadow of 50 % of the requests: /);
  expect(line({ manner: 'sticky' })).toMatch(/^A\/B with 50 % of the users: /);
  expect(line({ manner: 'replayed' })).toMatch(/^replay of captured requests: /);
});

test('what was compared and what callers reported stand beside the errors, where there is any', () => {
  expect(line({ candidate: arm({ agreement: { compared: 98, disagreed: 12 } }) })).toContain(
    '12 of 98 answers differ,',
  );
  const outcomes = { count: 40, sum: 35, sumOfSquares: 35 };
  expect(line({ candidate: arm({ outcomes }) })).toContain(
    'mean outcome 87.5 % of 40 users, champion 0 errors of 100,',
  );
  expect(line({ candidate: null })).toContain('candidate no requests,');
});
