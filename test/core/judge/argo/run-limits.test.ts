import { completeLimits } from '../../../../lib/core/judge/argo/run-limits.ts';

test('the defaults are Argo’s', () => {
  expect(completeLimits({})).toEqual({
    failureLimit: 0,
    inconclusiveLimit: 0,
    consecutiveErrorLimit: 4,
    consecutiveSuccessLimit: 0,
    count: 1,
  });
  expect(completeLimits({ interval: '30s', count: 0 }).count).toBe(Number.POSITIVE_INFINITY);
});

test.each([
  [{ failureLimit: -2 }, '`failureLimit` got -2; whole numbers from -1 are allowed'],
  [{ inconclusiveLimit: -1 }, '`inconclusiveLimit` got -1'],
  [{ consecutiveErrorLimit: -1 }, '`consecutiveErrorLimit` got -1'],
  [{ consecutiveSuccessLimit: 0.5 }, '`consecutiveSuccessLimit` got 0.5'],
  [{ count: Number.NaN }, '`count` got NaN'],
  [{ failureLimit: -1 }, 'nothing could fail'],
  [{ count: 2 }, 'there is no `interval`'],
  [{ count: 3, interval: '1m', failureLimit: 4 }, '`count` is 3'],
  [{ count: 3, interval: '1m', inconclusiveLimit: 4 }, '`count` is 3'],
  [{ count: 3, interval: '1m', failureLimit: -1, consecutiveSuccessLimit: 4 }, '`count` is 3'],
])('refuses %j, as Argo does', (limits, says) => {
  expect(() => completeLimits(limits)).toThrow(expect.objectContaining({ code: 'limits-invalid' }));
  expect(() => completeLimits(limits)).toThrow(says);
});
