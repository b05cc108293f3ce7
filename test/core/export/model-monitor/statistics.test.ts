import fc from 'fast-check';
import type { Property } from '../../../../lib/core/contract/property.ts';
import { type FeatureStatistics, statisticsOf } from '../../../../lib/core/export/model-monitor/statistics.ts';
import { suggestConstraints } from '../../../../lib/core/export/model-monitor/suggest-constraints.ts';
import { profileOf, temporaryFolder } from '../../../engine/tables.ts';

const folder = temporaryFolder();

async function statistics(types: Record<string, Property['logicalType']>, csv: string) {
  const promises = { required: false, unique: false, identifier: false };
  const properties = Object.entries(types).map(([name, logicalType]) => ({ name, logicalType, ...promises }));
  return statisticsOf(await profileOf(folder, { file: 'c', name: 't', properties, checks: [] }, csv));
}

const kllOf = (feature: FeatureStatistics | undefined) => {
  const kll = feature?.numerical_statistics?.distribution.kll;
  if (!kll) throw new Error('no distribution');
  return kll;
};

test('numbers and texts are told as the service tells them', async () => {
  const csv = 'age,score,city,none\n1,0.5,ams,\n2,1.5,rtm,\n3,,ams,\n2,2.5,,\n';
  const { version, dataset, features } = await statistics(
    { age: 'integer', score: 'number', city: 'string', none: 'string' },
    csv,
  );
  expect({ version, dataset }).toEqual({ version: 0, dataset: { item_count: 4 } });
  expect(features.map(({ name, inferred_type }) => [name, inferred_type])).toEqual([
    ['age', 'Integral'],
    ['score', 'Fractional'],
    ['city', 'String'],
    ['none', 'Unknown'],
  ]);
  expect(features[0]?.numerical_statistics).toMatchObject({
    common: { num_present: 4, num_missing: 0 },
    mean: 2,
    sum: 8,
    min: 1,
    max: 3,
  });
  // Of the population: √((1 + 0 + 1 + 0) / 4).
  expect(features[0]?.numerical_statistics?.std_dev).toBeCloseTo(Math.SQRT1_2, 12);
  expect(features[1]?.numerical_statistics?.common).toEqual({ num_present: 3, num_missing: 1 });
  expect(features[2]?.string_statistics).toEqual({
    common: { num_present: 3, num_missing: 1 },
    distinct_count: 2,
    distribution: {
      categorical: {
        buckets: [
          { value: 'ams', count: 2 },
          { value: 'rtm', count: 1 },
        ],
      },
    },
  });
});

test('ten buckets of one width hold every value, and so does the sketch', async () => {
  const number = fc.oneof(
    fc.integer({ min: -1000, max: 1000 }),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
    fc.constant(7),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(number, { minLength: 1, maxLength: 200 }), async (values) => {
      const { features } = await statistics({ x: 'number' }, `x,y\n${values.map((value) => `${value},`).join('\n')}\n`);
      const { buckets, sketch } = kllOf(features[0]);
      expect(buckets).toHaveLength(10);
      expect(buckets.every(({ count }) => count >= 0)).toBe(true);
      expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
      const weight = sketch.data.reduce((sum, items, level) => sum + items.length * 2 ** level, 0);
      expect(weight).toBe(values.length);
      const [min, max] = [Math.min(...values), Math.max(...values)];
      expect(sketch.data.flat().every((item) => item >= min && item <= max)).toBe(true);
    }),
    { numRuns: 25 },
  );
}, 60_000);

test('ranks of the sketch are those of the data, to the share of one bin', async () => {
  const values = Array.from({ length: 5_000 }, (_, i) => ((i * 7_919) % 5_000) / 10);
  const { features } = await statistics({ x: 'number' }, `x,y\n${values.map((value) => `${value},`).join('\n')}\n`);
  const { buckets, sketch } = kllOf(features[0]);
  for (const bound of [50, 123, 250, 400]) {
    const below = values.filter((value) => value < bound).length / values.length;
    const weight = sketch.data.reduce(
      (sum, items, level) => sum + items.filter((item) => item < bound).length * 2 ** level,
      0,
    );
    expect(Math.abs(weight / values.length - below)).toBeLessThan(0.01);
  }
  expect(buckets.every(({ count }) => Math.abs(count - 500) <= 10)).toBe(true);
});

test('what was so in the baseline is suggested as a constraint', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${i - 5},${i % 2 ? 'a' : 'b'},t${i},${i % 4 ? 'x' : ''}`);
  const csv = `up,around,side,text,some\n${rows.join('\n')}\n`;
  const types = { up: 'integer', around: 'integer', side: 'string', text: 'string', some: 'string' } as const;
  const { features, monitoring_config } = suggestConstraints(await statistics(types, csv));
  expect(features).toEqual([
    { name: 'up', inferred_type: 'Integral', completeness: 1, num_constraints: { is_non_negative: true } },
    { name: 'around', inferred_type: 'Integral', completeness: 1, num_constraints: { is_non_negative: false } },
    { name: 'side', inferred_type: 'String', completeness: 1, string_constraints: { domains: ['a', 'b'] } },
    { name: 'text', inferred_type: 'String', completeness: 1 },
    { name: 'some', inferred_type: 'String', completeness: 0.75, string_constraints: { domains: ['x'] } },
  ]);
  expect(monitoring_config).toMatchObject({
    datatype_check_threshold: 1,
    distribution_constraints: { comparison_method: 'Robust' },
  });
});
