import { monthOf, reserve, spend } from '../../../lib/steps/records/spending.ts';
import { FixedClock } from '../../support/clock.ts';
import { MemoryStore } from '../../support/memory-store.ts';

const at = new FixedClock().now();
const asked = (
  runId: string,
  requestedAt = '2026-11-28T10:00:00.000Z',
  machine: 'delivery' | 'pull_request' = 'delivery',
) => ({
  ...{ runId, requestedAt, machine },
});
/** Up to a limit of 10. */
const upToTen = (dollars: number) => (others: { dollars: number }) =>
  others.dollars + dollars <= 10 ? { dollars } : null;

test('of runs that ask at once, no more are let through than the month has money for', async () => {
  const store = new MemoryStore();
  const runs = Array.from({ length: 8 }, (_, index) => reserve(store, asked(`r-${index}`), at, upToTen(3)));
  const answers = await Promise.all(runs);
  expect(answers.filter((one) => one !== null)).toHaveLength(3);
});

test('a run that asks again does not count itself', async () => {
  const store = new MemoryStore();
  expect(await reserve(store, asked('a'), at, upToTen(9))).toEqual({ dollars: 9 });
  expect(await reserve(store, asked('a'), at, upToTen(9))).toEqual({ dollars: 9 });
});

test('what was reserved becomes what was spent, once, and the rest is free again', async () => {
  const store = new MemoryStore();
  await reserve(store, asked('a'), at, upToTen(9));
  await spend(store, asked('a'), { dollars: 1, seconds: 60, at });
  await spend(store, asked('a'), { dollars: 5, seconds: 300, at });
  let seen: unknown;
  await reserve(store, asked('b'), at, (others) => {
    seen = others;
    return { dollars: 1 };
  });
  expect(seen).toEqual({ dollars: 1, lastSeconds: 60 });
});

test('months and machines are counted apart, and the last training is known across the turn of the year', async () => {
  const store = new MemoryStore();
  await reserve(store, asked('a', '2026-12-31T23:59:59.999Z'), at, upToTen(9));
  await spend(store, asked('a', '2026-12-31T23:59:59.999Z'), { dollars: 9, seconds: 77, at });
  const others: unknown[] = [];
  const note = (one: unknown) => {
    others.push(one);
    return { dollars: 1 };
  };
  await reserve(store, asked('b', '2027-01-01T00:00:00.000Z'), at, note);
  await reserve(store, asked('c', '2026-12-31T00:00:00.000Z', 'pull_request'), at, note);
  expect(others).toEqual([
    { dollars: 0, lastSeconds: 77 },
    { dollars: 0, lastSeconds: null },
  ]);
  expect(monthOf(asked('b', '2027-01-01T00:00:00.000Z'))).toBe('2027-01');
});

test('a run that reserved nothing and never trained leaves no trace', async () => {
  const store = new MemoryStore();
  await spend(store, asked('a'), { dollars: 0, seconds: 0, at });
  expect(await store.get('spending/delivery/2026-11.json')).toBeUndefined();
});
