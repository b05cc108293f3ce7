import { judgeCheck } from '../../../lib/core/checks/judge.ts';
import { mergeProfiles } from '../../../lib/core/profile/merge.ts';
import type { CheckCounts, Profile } from '../../../lib/core/profile/profile.ts';
import { temporaryFolder } from '../tables.ts';
import { checkOf, measured, rowsOf } from './tables.ts';

const folder = temporaryFolder();
const days = (...moments: string[]) =>
  rowsOf({ at: 'timestamp' }, moments.map((at) => `(${at}::TIMESTAMP)`).join(', '));
const check = (maximumAgeSeconds: number) =>
  checkOf('freshness', ['at'], { maximumAgeSeconds, reference: '2026-01-02T00:00:00Z' });

test('the newest moment is not older than so many seconds, in UTC', async () => {
  const relation = days("'2026-01-01 12:00:00'", "'2025-12-31'", 'NULL');
  const checks = [check(43_200), check(43_199)];
  const counts = await measured(folder, relation, checks);
  expect(counts.map(({ observed }) => observed)).toEqual([43_200, 43_200]);
  const verdicts = checks.map((one, index) => judgeCheck(one, counts[index] ?? unknown).verdict);
  expect(verdicts).toEqual(['pass', 'fail']);
});

const unknown: CheckCounts = { failing: null, total: 0, samples: [] };
const profileOf = (checks: CheckCounts[]): Profile => {
  return { version: 2, rows: 0, trainRows: 0, holdoutRows: 0, columns: [], checks, extraColumns: [] };
};

test('of several parts the newest one tells, and a part without moments tells nothing', async () => {
  const parts = ["'2025-12-01'", "'2026-01-01'", 'NULL'];
  const counts: CheckCounts[][] = [];
  for (const part of parts) counts.push(await measured(folder, days(part), [check(90_000)]));
  const merged = mergeProfiles(counts.map((checks) => profileOf(checks))).checks[0] ?? unknown;
  expect(judgeCheck(check(90_000), merged)).toMatchObject({ verdict: 'pass', observed: 86_400 });
  expect(judgeCheck(check(90_000), counts[2]?.[0] ?? unknown).verdict).toBe('inconclusive');
});

test('a time of day has no age', async () => {
  const [counts] = await measured(folder, rowsOf({ at: 'time' }, "('10:00'::TIME)"), [check(1)]);
  expect(counts?.error?.message).toBe('at holds time values, which have no age');
});
