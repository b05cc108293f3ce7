import fc from 'fast-check';
import { mergeProfiles } from '../../../lib/core/profile/merge.ts';
import { type Profile, profileSchema } from '../../../lib/core/profile/profile.ts';
import { estimateDistinct } from '../../../lib/core/sketch/distinct.ts';
import { quantile, relativeError } from '../../../lib/core/sketch/quantiles.ts';
import { contractOf, profileOf, temporaryFolder } from '../../engine/tables.ts';

const folder = temporaryFolder();
const contract = contractOf(
  [
    { name: 'x', logicalType: 'number', required: true, logicalTypeOptions: { maximum: 10 } },
    { name: 'k', logicalType: 'integer', unique: true },
    { name: 's', logicalType: 'string', logicalTypeOptions: { minLength: 2 } },
    { name: 'd', logicalType: 'date' },
  ],
  [
    { metric: 'rowCount', mustBeGreaterThan: 0 },
    { metric: 'duplicateValues', arguments: { properties: ['k', 's'] }, mustBe: 0 },
  ],
);

const x = fc.oneof(
  fc.constantFrom('', 'NaN', 'inf', 'x', '0', '-0'),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e100, max: 1e100 }).map(String),
);
const row = fc
  .tuple(
    x,
    fc.constantFrom('', '1', '2', '3', '4'),
    fc.constantFrom('', 'a', 'bb', 'ccc'),
    fc.constantFrom('', '2024-01-31', 'x'),
  )
  .map((cells) => cells.join(','));

const csv = (rows: string[]) => `x,k,s,d\n${rows.join('\n')}\n`;
const profile = (rows: string[]) => profileOf(folder, contract, csv(rows), { keepKeys: true, holdoutPercent: 40 });

/** Row numbers are those within a file; moments are equal to rounding only. */
function counted({ columns, checks, ...rest }: Profile) {
  return {
    ...rest,
    columns: columns.map(({ mean: _, m2: __, ...column }) => column),
    checks: checks.map(({ samples: _, ...counts }) => counts),
  };
}

test('the merged profile of parts is that of the whole: every count, histogram, value and unique key', async () => {
  const parts = fc.array(fc.array(row, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(parts, async (shards) => {
      const merged = mergeProfiles(await Promise.all(shards.map(profile)));
      const whole = await profile(shards.flat());
      expect(counted(merged)).toEqual(counted(whole));
      for (const [index, column] of whole.columns.entries()) {
        const { mean, m2 } = merged.columns[index] ?? { mean: null, m2: null };
        const scale = Math.max(Math.abs(Number(column.min)), Math.abs(Number(column.max)), 1e-100);
        if (column.mean === null) expect(mean).toBeNull();
        else expect(Math.abs((mean ?? Number.NaN) - column.mean) / scale).toBeLessThan(1e-9);
        if (column.m2 !== null) expect(Math.abs((m2 ?? Number.NaN) - column.m2) / scale / scale).toBeLessThan(1e-8);
      }
    }),
    { numRuns: 15 },
  );
});

/** Numbers of all sizes, and more texts than are all told. */
const sketched = contractOf([
  { name: 'x', logicalType: 'number' },
  { name: 's', logicalType: 'string' },
]);

test('of merged parts, quantiles, distinct counts and frequent values are as good as they say', async () => {
  const cell = fc.tuple(
    fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constantFrom(0, 3, 1e30)),
    fc.integer({ min: 0, max: 399 }).map((n) => `v${n % 7 === 0 ? 0 : n}`),
  );
  const parts = fc.array(fc.array(cell, { minLength: 200, maxLength: 400 }), { minLength: 2, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(parts, async (shards) => {
      const csvOf = (rows: Array<[number, string]>) => `x,s\n${rows.map(([n, text]) => `${n},${text}`).join('\n')}\n`;
      const profiles = await Promise.all(shards.map((rows) => profileOf(folder, sketched, csvOf(rows))));
      const [number, text] = mergeProfiles(profiles).columns;
      const rows = shards.flat();
      const sorted = rows.map(([n]) => n).sort((a, b) => a - b);
      if (!number?.quantiles || !number.distinct || !text?.frequent || !text.distinct)
        throw new Error('sketches expected');
      for (const share of [0, 0.01, 0.25, 0.5, 0.9, 1]) {
        const exact = sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? Number.NaN;
        const off = Math.abs(quantile(number.quantiles, share) - exact);
        expect(off).toBeLessThanOrEqual(Math.abs(exact) * (relativeError(number.quantiles) + 1e-9));
      }
      const distinct = new Set(sorted).size;
      expect(Math.abs(estimateDistinct(number.distinct) - distinct)).toBeLessThanOrEqual(0.08 * distinct);
      const told = new Map(text.frequent.values.map(({ value, count }) => [value, count]));
      for (const value of new Set(rows.map(([, one]) => one))) {
        const exact = rows.filter(([, one]) => one === value).length;
        expect(told.get(value) ?? 0).toBeLessThanOrEqual(exact);
        expect(exact - (told.get(value) ?? 0)).toBeLessThanOrEqual(text.frequent.undercount);
      }
    }),
    { numRuns: 6 },
  );
});

test('a profile of version 1 is read, and merged, as one without sketches', async () => {
  const now = await profile(['1,1,aa,']);
  const columns = now.columns.map(({ quantiles: _, distinct: __, frequent: ___, ...column }) => column);
  const before = profileSchema.parse(JSON.parse(JSON.stringify({ ...now, version: 1, columns })));
  expect(before.columns[0]).toMatchObject({ quantiles: null, distinct: null, valid: 1 });
  expect(mergeProfiles([before, now]).columns[0]).toMatchObject({ quantiles: null, distinct: null, valid: 2 });
});

test('merging is associative and, but for samples, commutative', async () => {
  const [a, b, c] = await Promise.all([['1,1,a,'], ['2.5,1,bb,'], ['1e9,2,a,x']].map(profile));
  if (!a || !b || !c) throw new Error('three profiles expected');
  const left = mergeProfiles([mergeProfiles([a, b]), c]);
  expect(counted(mergeProfiles([a, mergeProfiles([b, c])]))).toEqual(counted(left));
  expect(counted(mergeProfiles([c, b, a]))).toEqual(counted(left));
});

test('unique keys that were too many to carry make uniqueness unknown, never zero', async () => {
  const one = await profile(['1,1,aa,']);
  const tooMany = {
    ...one,
    checks: one.checks.map((counts) => ({ ...counts, ...(counts.keys ? { keys: { rows: 1, hashes: null } } : {}) })),
  };
  const merged = mergeProfiles([tooMany, await profile(['1,2,aa,'])]);
  expect(merged.checks.filter(({ failing }) => failing === null)).toHaveLength(2);
});

test('profiles of different contracts are not merged', async () => {
  const other = await profileOf(folder, contractOf([{ name: 'y', logicalType: 'string', required: true }]), 'y\n1\n');
  const mine = await profile(['1,1,aa,']);
  expect(() => mergeProfiles([mine, other])).toThrow(/different contracts/);
  expect(() => mergeProfiles([])).toThrow(/no profile/);
});

test('as many samples are kept of the parts together as are asked for', async () => {
  const contract = contractOf([{ name: 'n', logicalType: 'integer', logicalTypeOptions: { minimum: 100 } }]);
  const csv = `n\n${Array.from({ length: 15 }, (_, index) => index).join('\n')}\n`;
  const parts = [await profileOf(folder, contract, csv), await profileOf(folder, contract, csv)];
  const kept = ([undefined, 3, 'all'] as const).map(
    (samples) => mergeProfiles(parts, samples).checks.at(-1)?.samples.length,
  );
  expect(kept).toEqual([20, 3, 30]);
});
