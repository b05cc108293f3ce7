import fc from 'fast-check';
import { assign } from '../../../lib/core/rollout/assignment.ts';

const users = Array.from({ length: 20_000 }, (_, i) => `user-${i}`);
const share = (weights: Record<string, number>, version: string, experiment = 'x') =>
  users.filter((user) => assign(user, experiment, weights) === version).length / users.length;

test.each([50, 10, 1, 33.3])(
  'a version with %d %% of the weight gets as many of the users, within three errors',
  (percent) => {
    const p = percent / 100;
    const off = Math.abs(share({ a: 100 - percent, b: percent }, 'b') - p);
    expect(off).toBeLessThan(3 * Math.sqrt((p * (1 - p)) / users.length));
  },
);

test('a user stays with a version, and another experiment assigns anew', () => {
  const weights = { a: 50, b: 50 };
  expect(users.map((user) => assign(user, 'x', weights))).toEqual(users.map((user) => assign(user, 'x', weights)));
  const same = users.filter((user) => assign(user, 'x', weights) === assign(user, 'y', weights)).length;
  expect(Math.abs(same / users.length - 0.5)).toBeLessThan(0.02);
});

test('when a share grows nobody leaves it', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 1, max: 98 }), fc.integer({ min: 1, max: 98 }), (user, one, two) => {
      const [low, high] = [Math.min(one, two), Math.max(one, two)];
      if (assign(user, 'x', { a: 100 - low, b: low }) === 'b')
        expect(assign(user, 'x', { a: 100 - high, b: high })).toBe('b');
    }),
  );
});

test('no weight, no version', () => {
  expect(assign('user', 'x', { a: 0 })).toBeNull();
  expect(assign('user', 'x', { a: 0, b: 1 })).toBe('b');
});
