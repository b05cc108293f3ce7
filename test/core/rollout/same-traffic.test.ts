import { sameTraffic } from '../../../lib/core/rollout/same-traffic.ts';
import type { Manner, Route } from '../../../lib/core/rollout/traffic.ts';

const all = (manner?: Manner): Route => ({
  stable: 'a',
  candidate: 'b',
  candidatePercent: 100,
  ...(manner && { manner }),
});
const only = (stable: string): Route => ({ stable, candidate: null, candidatePercent: 0 });

test.each([
  ['all traffic on a candidate, and it alone', all(), only('b'), true],
  ['a candidate without traffic, and none', { ...all(), candidatePercent: 0 }, only('a'), true],
  ['copies of all traffic, and the candidate alone', all('mirrored'), only('b'), false],
  ['all users on a candidate, and it alone', all('sticky'), only('b'), false],
  ['two shares', { ...all(), candidatePercent: 10 }, { ...all(), candidatePercent: 50 }, false],
])('%s', (_, a, b, same) => {
  expect(sameTraffic(a, b)).toBe(same);
  expect(sameTraffic(b, a)).toBe(same);
});
