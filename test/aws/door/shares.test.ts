import { sideOf } from '../../../lib/aws/door/outcome.ts';
import { sticky } from './world.ts';

const users = 100_000;
/** 99.9th percentile of chi-square with one degree of freedom: scipy.stats.chi2.ppf(0.999, 1). */
const critical = 10.828;

/** Users of the candidate, of a hundred thousand whose keys look as keys do. */
function ofCandidate(percent: number, keyOf: (i: number) => string, candidate = 'two'): number {
  let count = 0;
  for (let i = 0; i < users; i += 1) {
    if (sideOf(keyOf(i), { ...sticky, candidate, candidatePercent: percent }).arm === 'candidate') count += 1;
  }
  return count;
}

test.each([
  [1, 'serial numbers', (i: number) => `${i}`],
  [10, 'e-mail addresses', (i: number) => `user${i}@example.com`],
  [50, 'identifiers with a common beginning', (i: number) => `customer-0000-0000-${i.toString(16)}`],
])('%i percent of the users, told by %s, are the candidate’s: within 3 SE, and by chi-square', (percent, _, keyOf) => {
  const share = percent / 100;
  const got = ofCandidate(percent, keyOf);
  const expected = users * share;
  expect(Math.abs(got - expected)).toBeLessThan(3 * Math.sqrt(users * share * (1 - share)));
  expect((got - expected) ** 2 / expected + (got - expected) ** 2 / (users - expected)).toBeLessThan(critical);
});

test('when the share grows, nobody leaves the candidate', () => {
  for (let i = 0; i < 2_000; i += 1) {
    const of = (candidatePercent: number) => sideOf(`u${i}`, { ...sticky, candidatePercent }).arm;
    if (of(10) === 'candidate') expect(of(50)).toBe('candidate');
  }
});

test('another test divides users anew', () => {
  const both = Array.from({ length: 10_000 }, (_, i) => `u${i}`).filter((user) =>
    ['two', 'three'].every(
      (candidate) => sideOf(user, { ...sticky, candidate, candidatePercent: 50 }).arm === 'candidate',
    ),
  );
  // Independent halves: a quarter, with a standard error of 43.
  expect(Math.abs(both.length - 2_500)).toBeLessThan(3 * 43.3);
});
