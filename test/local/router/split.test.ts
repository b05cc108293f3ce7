import fc from 'fast-check';
import type { Manner, Route } from '../../../lib/core/rollout/traffic.ts';
import { uniformsFrom } from '../../../lib/core/uniforms.ts';
import { choose, stickyVersion } from '../../../lib/local/router/split.ts';

const answered = (route: Route, uniform: number) => choose(route, uniform, undefined).answers;
const route = (manner: Manner, candidatePercent: number): Route => ({
  ...{ stable: 'a', candidate: 'b', candidatePercent },
  manner,
});

test('shares follow the weight for every seed, also within any cycle of requests', () => {
  const cycles = fc.integer({ min: 1, max: 100 });
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 0, max: 100 }), cycles, (seed, candidatePercent, cycle) => {
      const uniform = uniformsFrom(seed);
      const drawn = Array.from({ length: 1_000 * cycle }, () =>
        answered({ stable: 'a', candidate: 'b', candidatePercent }, uniform()),
      );
      const share = drawn.filter((id, index) => id === 'b' && index % cycle === 0).length / 1_000;
      const deviation = Math.sqrt((candidatePercent * (100 - candidatePercent)) / 1_000);
      expect(Math.abs(share * 100 - candidatePercent)).toBeLessThanOrEqual(6 * deviation);
    }),
    { numRuns: 30 },
  );
});

test('0 and 100 percent are exact', () => {
  const uniform = uniformsFrom(1);
  for (let draw = 0; draw < 10_000; draw += 1) {
    expect(answered({ stable: 'a', candidate: 'b', candidatePercent: 0 }, uniform())).toBe('a');
    expect(answered({ stable: 'a', candidate: 'b', candidatePercent: 100 }, uniform())).toBe('b');
  }
});

test('compared: candidate and fresh baseline get equal shares, and stable the rest', () => {
  const drawn = Array.from({ length: 1_000 }, (_, i) => choose(route('compared', 20), i / 1_000, undefined).answers);
  const share = (id: string) => drawn.filter((one) => one === id).length / 1_000;
  expect([share('b'), share('a.baseline'), share('a')]).toEqual([0.2, 0.2, 0.6]);
});

test('mirrored: stable answers every request, and the candidate gets copies of its share', () => {
  const drawn = Array.from({ length: 1_000 }, (_, i) => choose(route('mirrored', 30), i / 1_000, undefined));
  expect(new Set(drawn.map(({ answers }) => answers))).toEqual(new Set(['a']));
  expect(drawn.filter(({ copied }) => copied === 'b')).toHaveLength(300);
  expect(drawn.filter(({ copied }) => copied === null)).toHaveLength(700);
});

test('sticky: the same user always gets the same version; whoever names no user gets stable and does not count', () => {
  const ab = route('sticky', 50);
  const users = Array.from({ length: 2_000 }, (_, i) => `user ${i}`);
  for (const user of users.slice(0, 50)) {
    const drawn = [0, 0.3, 0.99].map((uniform) => choose(ab, uniform, user));
    expect(new Set(drawn.map(({ answers }) => answers))).toEqual(new Set([stickyVersion(ab, user)]));
  }
  const share = users.filter((user) => stickyVersion(ab, user) === 'b').length / users.length;
  // Three standard errors of a half of 2,000.
  expect(Math.abs(share - 0.5)).toBeLessThan(3 * Math.sqrt(0.25 / 2_000));
  expect(choose(ab, 0, undefined)).toEqual({ answers: 'a', copied: null, counts: false });
});
