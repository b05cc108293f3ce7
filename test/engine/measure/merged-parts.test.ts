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

const query = (sql: string) => checkOf('sql-rows', [], { query: sql });
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

test('moments of parts are those of the whole to 1e-9: skewness, kurtosis and correlation', () =>
  expectMerging([
    statistic('skewness', 'x'),
    statistic('kurtosis', 'x'),
    statistic('skewness', 'y'),
    statistic('variance', 'x'),
    checkOf('association', ['x', 'y'], { of: 'correlation', ...wide }),
  ]));

test('numbers of a column that is always the same have no shape and no correlation, in parts as in the whole', async () => {
  const contract = contractOf([
    statistic('kurtosis', 'x'),
    checkOf('association', ['x', 'y'], { of: 'correlation', ...wide }),
  ]);
  const parts: Row[][] = [
    [
      [0.1, 1, ''],
      [0.1, 2, ''],
      [0.1, 3, ''],
    ],
    [[0.1, 9, '']],
  ];
  const profiles = await Promise.all(parts.map((rows) => profileOf(folder, contract, csv(rows), { keepKeys: true })));
  expect(resultsOf(contract, mergeProfiles(profiles)).map(({ observed }) => observed)).toEqual([null, null]);
  expect(resultsOf(contract, await profileOf(folder, contract, csv(parts.flat())))).toMatchObject([
    { observed: null },
    { observed: null },
  ]);
});

test('values of parts with their rows are those of the whole: sets, modes, distances from partitions, association', () =>
  expectMerging([
    ...(['subset', 'superset', 'equal'] as const).map((relation) =>
      checkOf('distinct-values', ['k'], { relation, values: ['a', 'b', 'c'] }),
    ),
    checkOf('distinct-values', ['y'], { relation: 'subset', values: [-3, -2, -1, 0, 1, 2, 3] }),
    checkOf('most-common', ['k'], { values: ['a', 'b'] }),
    checkOf('most-common', ['y'], { values: [-1, 0, 1], tiesAllowed: true }),
    checkOf('partition-distance', ['k'], {
      distance: 'kl',
      maximum: 0.2,
      partition: { values: ['a', 'b', 'c'], weights: [0.3, 0.3, 0.4], holdout: 0.1 },
    }),
    checkOf('partition-distance', ['x'], {
      distance: 'kl',
      maximum: 0.5,
      partition: { bins: [-10, 0, 10], weights: [0.3, 0.3], tails: [0.2, 0.2] },
    }),
    checkOf('association', ['k', 'y'], { of: 'cramers-phi', maximum: 0.5 }),
    checkOf('association', ['k', 'x'], { of: 'mutual-information', maximum: 0.5, bins: [null, 3] }),
    checkOf('association', ['k', 'y'], { of: 'mutual-information', maximum: 0.5, missing: 'category' }),
  ]));

test('of more values than are carried, parts together say that they do not know', async () => {
  const contract = contractOf([
    checkOf('distinct-values', ['y'], { relation: 'superset', values: [1] }),
    checkOf('association', ['y', 'k'], { of: 'cramers-phi', maximum: 0.5 }),
  ]);
  const part = (from: number) => Array.from({ length: 6_000 }, (_, at): Row => [1, from + at, 'a']);
  const profiles = await Promise.all(
    [0, 6_000].map((from) => profileOf(folder, contract, csv(part(from)), { keepKeys: true })),
  );
  expect(resultsOf(contract, profiles[0] as Profile).map(({ verdict }) => verdict)).toEqual(['pass', 'inconclusive']);
  expect(resultsOf(contract, mergeProfiles(profiles)).map(({ verdict }) => verdict)).toEqual([
    'inconclusive',
    'inconclusive',
  ]);
});

test('order is looked at where parts meet, and queries that ask each row alone add up', () =>
  expectMerging([
    ...['x', 'y', 'k'].flatMap((column) => [
      checkOf('increasing', [column], { strictly: true }, { accept: { mostly: 0.3 } }),
      checkOf('decreasing', [column], {}, { accept: { mostly: 0.3 } }),
    ]),
    checkOf('increasing', ['x'], {}, { where: { column: 'k', is: 'present' } }),
    query('SELECT x FROM {batch} WHERE x > 5'),
  ]));

test('whole numbers of any length and moments are in order where parts meet', async () => {
  const contract = contractOf([checkOf('increasing', ['n'], { strictly: true }), checkOf('increasing', ['at'])]);
  const part = (n: string, at: string) =>
    profileOf(folder, contract, `{"n":${n},"at":"${at}"}\n`, { keepKeys: true }, 'x.jsonl');
  const [a, b, c] = await Promise.all([
    part('9007199254740992', '2026-01-31T10:00:00'),
    part('9007199254740993', '2026-01-31T10:00:00.5'),
    part('10', '2026-01-09T00:00:00'),
  ]);
  const failing = (...parts: Profile[]) => mergeProfiles(parts).checks.map((counts) => counts.failing);
  expect(failing(a as Profile, b as Profile)).toEqual([0, 0]);
  expect(failing(a as Profile, b as Profile, c as Profile)).toEqual([1, 1]);
});

test('numbers far from the mean of all are told by the parts, or between which counts they are', async () => {
  const checks = [
    ...[-1, 0, 1.5, 3].flatMap((threshold) =>
      [true, false].map((doubleSided) => checkOf('z-score', ['x'], { threshold, doubleSided })),
    ),
    checkOf('z-score', ['x'], { threshold: 1.5, doubleSided: true }, { accept: { mostly: 0.9 } }),
    checkOf('z-score', ['x'], { threshold: 1.5, doubleSided: true }, { where: { column: 'k', is: 'present' } }),
  ];
  const contract = contractOf(checks);
  let decided = 0;
  await fc.assert(
    fc.asyncProperty(shards, async (parts) => {
      const profiles = await Promise.all(
        parts.map((rows) => profileOf(folder, contract, csv(rows), { keepKeys: true })),
      );
      const merged = mergeProfiles(profiles);
      const whole = await profileOf(folder, contract, csv(parts.flat()));
      const verdicts = [merged, whole].map((profile) => resultsOf(contract, profile).map(({ verdict }) => verdict));
      for (const [at, { failing, between, samples }] of merged.checks.entries()) {
        const exact = Number(whole.checks[at]?.failing);
        const [least, most] = between ?? [failing, failing];
        expect([Number(least) <= exact, exact <= Number(most), samples.length <= exact]).toEqual([true, true, true]);
        if (verdicts[0]?.[at] === 'inconclusive' && verdicts[1]?.[at] !== 'inconclusive') continue;
        decided += 1;
        expect(verdicts[0]?.[at]).toBe(verdicts[1]?.[at]);
      }
    }),
    { numRuns: 15 },
  );
  expect(decided).toBeGreaterThan(15 * checks.length * 0.9);
});

const value = (sql: string, limits: object = wide) => checkOf('sql-value', [], { query: sql, ...limits });

test('a query that is one aggregate of rows has the value of the whole, whatever the parts', () =>
  expectMerging([
    value('SELECT count(*) FROM {batch}'),
    value("SELECT COUNT(k) FROM {batch} WHERE k <> 'a' AND y > 0"),
    value('SELECT sum(x * 2 + y) AS total FROM {batch}'),
    value('SELECT sum(y) FILTER (WHERE x > 100) FROM {batch} WHERE y > 1'),
    value('SELECT min(x) FROM {batch}'),
    value('SELECT max(length(k)) FROM {batch}'),
    value('SELECT avg(x) FROM {batch} WHERE y >= 0'),
    value("SELECT max(DATE '2026-01-01' + y::INTEGER) FROM {batch}", { minimum: '2026-01-01' }),
    { ...value('SELECT avg(y) FROM {batch}'), where: { column: 'k', is: 'present' as const } },
  ]));

test.each([
  'SELECT count(DISTINCT k) FROM {batch}',
  'SELECT max(k) FROM {batch}',
  'SELECT sum(x) / count(*) FROM {batch}',
  'SELECT sum(x) FROM {batch} HAVING sum(x) > 0',
  'SELECT count(*) FROM (SELECT DISTINCT k FROM {batch})',
  'SELECT sum(x) FROM {batch} WHERE x > (SELECT avg(x) FROM {batch})',
  'SELECT count(*) FROM {batch} GROUP BY ALL LIMIT 1',
  'SELECT median(x) FROM {batch}',
])('%s is told by one part alone', async (sql) => {
  const contract = contractOf([value(sql)]);
  const part = () => profileOf(folder, contract, csv([[1, 1, 'a']]), { keepKeys: true });
  const [merged] = resultsOf(contract, mergeProfiles([await part(), await part()]));
  expect(merged).toMatchObject({ verdict: 'inconclusive', observed: null });
  expect(merged?.sentence).toMatch(
    /count, sum, min, max or avg.* ask like that, or give the data as one file of less than 384 MiB/,
  );
});

test('what is about all rows together is not told by parts', async () => {
  const contract = contractOf([query('SELECT max(x) FROM {batch} HAVING max(x) > 100')]);
  const part = () => profileOf(folder, contract, csv([[1, 1, 'a']]), { keepKeys: true });
  const [merged, alone] = [mergeProfiles([await part(), await part()]), await part()];
  expect(resultsOf(contract, alone).map(({ verdict }) => verdict)).toEqual(['pass']);
  for (const { verdict, sentence } of resultsOf(contract, merged)) {
    expect(verdict).toBe('inconclusive');
    expect(sentence).toContain('it is about all rows together, which several files do not tell');
  }
});
