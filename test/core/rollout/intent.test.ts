import { askAgainSeconds, type Intent, isOurs } from '../../../lib/core/rollout/intent.ts';
import { noRoute, type Route } from '../../../lib/core/rollout/traffic.ts';

const now = new Date('2026-01-01T02:00:00.000Z');
const old: Route = { ...noRoute, stable: 'a' };
const canary = (candidatePercent: number): Route => ({ stable: 'a', candidate: 'b', candidatePercent });
const intent = (route: Route, minutesAgo = 5): Intent => {
  const at = new Date(now.getTime() - minutesAgo * 60_000).toISOString();
  return { route, token: 1, since: at, at, calls: 1 };
};

test.each([
  ['where we left it', old, [], true],
  ['where a call of ours was about to take it', canary(10), [intent(canary(10))], true],
  ['on the way there, with the candidate launched and no share yet', canary(0), [intent(canary(10))], true],
  [
    'where all of it is the candidate, which some targets then call stable',
    { ...noRoute, stable: 'b' },
    [intent(canary(100))],
    true,
  ],
  ['at a share that no call of ours asked for', canary(37), [intent(canary(10))], false],
  ['at another version', { ...noRoute, stable: 'c' }, [intent(canary(10))], false],
  [
    'at the end of what a target goes on with by itself, though the call asked for a share',
    { ...noRoute, stable: 'b' },
    [{ ...intent(canary(10), 8 * 60), goesOn: true as const }],
    true,
  ],
  ['all on the candidate, where no target goes on', { ...noRoute, stable: 'b' }, [intent(canary(10))], false],
  [
    'at that end, ten hours later',
    { ...noRoute, stable: 'b' },
    [{ ...intent(canary(10), 10 * 60), goesOn: true as const }],
    false,
  ],
  ['where a call of an hour ago would have taken it', canary(10), [intent(canary(10), 61)], false],
])('traffic %s', (_, live, intents, ours) => {
  expect(isOurs(live, old, intents, now)).toBe(ours);
});

test('what takes long is asked for soon at first, and then seldom', () => {
  expect([0, 599_999, 600_000, 86_400_000].map(askAgainSeconds)).toEqual([15, 15, 120, 120]);
});
