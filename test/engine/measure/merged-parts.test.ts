import fc from 'fast-check';
import type { Check } from '../../../lib/core/checks/check.ts';
import { judgeCheck } from '../../../lib/core/checks/judge.ts';
import type { DataContract } from '../../../lib/core/contract/contract.ts';
import type { CheckResult } from '../../../lib/core/gate.ts';
import { mergeProfiles } from '../../../lib/core/profile/merge.ts';
import type { Profile } from '../../../lib/core/profile/profile.ts';
import { profileOf, temporaryFolder } from '../tables.ts';
import { checkOf } from './tables.ts';

const folder = temporaryFolder();
const contractOf = (checks: Check[]): DataContract => ({
  format: 'great-expectations',
  file: 'contract',
  name: 'data',
  properties: (['x', 'y', 'k'] as const).map((name) => ({
    name,
    logicalType: name === 'k' ? ('string' as const) : ('number' as const),
    required: false,
    unique: false,
    identifier: false,
  })),
  checks,
});

type Row = [x: number | '', y: number, k: string];
const csv = (rows: Row[]) => `x,y,k\n${rows.map((row) => `${row.join(',')}\n`).join('')}`;
const row: fc.Arbitrary<Row> = fc.tuple(
  fc.oneof(
    fc.constant('' as const),
    fc.integer({ min: -9, max: 9 }),
    fc.double({ min: -1e3, max: 1e3, noNaN: true }).map((x) => Math.round(x * 1e6) / 1e6),
  ),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom('', 'a', 'b', 'c', 'd e'),
);
const shards = fc.array(fc.array(row, { minLength: 1, maxLength: 25 }), { minLength: 2, maxLength: 4 });

const resultsOf = ({ checks }: DataContract, profile: Profile): CheckResult[] =>
  checks.map((check, at) => judgeCheck(check, profile.checks[at] ?? { failing: null, total: 0, samples: [] }));

/** Figures to 1e-9 of what they are or of 1, all else as it is. */
function expectSame(merged: CheckResult, whole: CheckResult): void {
  expect([merged.subject, merged.verdict, merged.failing?.count]).toEqual([
    whole.subject,
    whole.verdict,
    whole.failing?.count,
  ]);
  if (typeof whole.observed !== 'number') expect(merged.observed).toEqual(whole.observed);
  else {
    const off = Math.abs(Number(merged.observed ?? Number.NaN) - whole.observed);
    expect(off / Math.max(1, Math.abs(whole.observed))).toBeLessThan(1e-9);
  }
}

async function expectMerging(checks: Check[]): Promise<void> {
  const contract = contractOf(checks);
  await fc.assert(
    fc.asyncProperty(shards, async (parts) => {
      const profiles = await Promise.all(
        parts.map((rows) => profileOf(folder, contract, csv(rows), { keepKeys: true })),
      );
      const merged = resultsOf(contract, mergeProfiles(profiles));
      const whole = resultsOf(contract, await profileOf(folder, contract, csv(parts.flat())));
      for (const [at, result] of whole.entries()) expectSame(merged[at] as CheckResult, result);
    }),
    { numRuns: 25 },
  );
}

const wide = { minimum: -1e12, maximum: 1e12 };
const statistic = (of: string, ...columns: string[]) => checkOf('statistic', columns, { of, ...wide });

test('keys of which every row is at fault repeat each other over parts', () =>
  expectMerging([
    checkOf('unique', ['x'], { count: 'all' }),
    checkOf('unique', ['y'], { count: 'all', ignore: 'never' }, { accept: { mostly: 0.5 } }),
    checkOf('unique', ['x', 'k'], { count: 'all' }),
    checkOf('unique', ['x', 'k']),
  ]));

test('how often each value is there adds up over parts', () =>
  expectMerging([
    statistic('entropy', 'k'),
    statistic('entropy', 'x'),
    statistic('unique-share', 'x'),
    statistic('unique-ratio', 'x'),
    statistic('unique-share', 'x', 'k'),
    statistic('distinct', 'x', 'k'),
  ]));
