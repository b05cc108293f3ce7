import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { profileOfBaseline, statisticsSchema } from '../../../../lib/core/contract/model-monitor/baseline.ts';
import { inferHere } from '../../../../lib/local/contracts.ts';
import { driftHere } from '../../../../lib/local/drift.ts';
import { temporaryFolder } from '../../../engine/tables.ts';

const folder = temporaryFolder();
const fileOf = (name: string, content: string) => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

const statistics = {
  version: 0.0,
  dataset: { item_count: 100 },
  features: [
    {
      name: 'score',
      inferred_type: 'Fractional',
      numerical_statistics: {
        common: { num_present: 90, num_missing: 10 },
        mean: 2.5,
        sum: 225.0,
        std_dev: 0.5,
        min: 1.0,
        max: 4.0,
        distribution: {
          kll: {
            buckets: [{ lower_bound: 1.0, upper_bound: 1.3, count: 90.0 }],
            sketch: {
              parameters: { c: 0.64, k: 2048.0 },
              data: [[1.0, 4.0], [2.0, 3.0], [2.5], [2.5], [2.5], [], [2.5]],
            },
          },
        },
      },
    },
    {
      name: 'city',
      inferred_type: 'String',
      string_statistics: {
        common: { num_present: 100, num_missing: 0 },
        distinct_count: 2.0,
        distribution: {
          categorical: {
            buckets: [
              { value: 'ams', count: 60 },
              { value: 'rtm', count: 40 },
            ],
          },
        },
      },
    },
    {
      name: 'odd',
      inferred_type: 'Integral',
      numerical_statistics: {
        common: { num_present: 0, num_missing: 100 },
        mean: 'NaN',
        sum: 0,
        std_dev: 'NaN',
        min: 'NaN',
        max: 'NaN',
      },
    },
  ],
};

test('statistics of the service are a profile: counts, moments, categories and the histogram of its sketch', () => {
  const { rows, columns } = profileOfBaseline(statisticsSchema.parse(statistics));
  const [score, city, odd] = columns;
  expect(rows).toBe(100);
  expect(score).toMatchObject({ logicalType: 'number', nulls: 10, valid: 90, min: 1, max: 4, mean: 2.5, m2: 22.5 });
  // 2 items of 1, 2 of 2, and one each of 4, 8, 16 and 64.
  expect(score?.histogram?.counts.reduce((sum, count) => sum + count, 0)).toBe(98);
  expect(city).toMatchObject({
    logicalType: 'string',
    values: [
      { value: 'ams', count: 60 },
      { value: 'rtm', count: 40 },
    ],
  });
  expect(odd).toMatchObject({ valid: 0, nulls: 100, min: null, mean: null, histogram: null });
});

test('without a sketch, the buckets are the distribution', () => {
  const [feature] = statistics.features;
  const kll = {
    buckets: [
      { lower_bound: 1, upper_bound: 2, count: 30.4 },
      { lower_bound: 2, upper_bound: 4, count: 59.6 },
    ],
  };
  const plain = { ...feature, numerical_statistics: { ...feature?.numerical_statistics, distribution: { kll } } };
  const { columns } = profileOfBaseline(statisticsSchema.parse({ dataset: { item_count: 100 }, features: [plain] }));
  expect(columns[0]?.histogram?.counts.filter((count) => count > 0)).toEqual([30, 60]);
});

test('a baseline of the service is what drift compares with', async () => {
  const rows = (shift: number) =>
    Array.from({ length: 400 }, (_, i) => `${((i * 37) % 400) / 10 + shift},${i % 3 ? 'ams' : 'rtm'}`).join('\n');
  const train = fileOf('train.csv', `score,city\n${rows(0)}\n`);
  const reference = fileOf('statistics.json', (await inferHere([train], {}, 'model-monitor')).statistics);
  expect((await driftHere({ reference: [reference], current: [train] })).verdict).toBe('pass');
  const moved = fileOf('moved.csv', `score,city\n${rows(25)}\n`);
  const { verdict, checks } = await driftHere({ reference: [reference], current: [moved] });
  expect(verdict).toBe('fail');
  expect(checks.find(({ subject, verdict }) => subject === 'score' && verdict === 'fail')).toBeDefined();
});

test('statistics that are none are refused with the place of the fault', async () => {
  const reference = fileOf('broken.json', '{"version": 0.0, "dataset": {"item_count": 1}, "features": [{"name": 1}]}');
  await expect(driftHere({ reference: [reference], current: [reference] })).rejects.toThrow(
    /broken\.json: no statistics of Model Monitor: features\.0\.name/,
  );
});
