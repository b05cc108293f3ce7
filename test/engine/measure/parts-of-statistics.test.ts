import fc from 'fast-check';
import { judgeCheck } from '../../../lib/core/checks/judge.ts';
import { readContract } from '../../../lib/core/contract/read-contract.ts';
import { mergeProfiles } from '../../../lib/core/profile/merge.ts';
import { profileOf, temporaryFolder } from '../tables.ts';

const folder = temporaryFolder();
const wide = { min_value: -1e12, max_value: 1e12 };
const suite = (expectations: Array<[type: string, kwargs: object]>) =>
  readContract({
    file: 'suite.json',
    text: JSON.stringify({
      name: 'suite',
      meta: {},
      expectations: expectations.map(([type, kwargs]) => ({
        type: `expect_column_${type}`,
        kwargs: { column: 'x', ...kwargs },
      })),
    }),
  });
const contract = suite([
  ['median_to_be_between', wide],
  ['unique_value_count_to_be_between', wide],
  ['proportion_of_unique_values_to_be_between', wide],
  [
    'quantile_values_to_be_between',
    {
      quantile_ranges: {
        quantiles: [0, 0.9, 1],
        value_ranges: [
          [-1e12, 1e12],
          [-1e12, 1e12],
          [-1e12, 1e12],
        ],
      },
    },
  ],
]);
const lines = (values: number[]) => values.map((x) => `{"x":${x}}\n`).join('');
const profiled = (values: number[]) => profileOf(folder, contract, lines(values), { keepKeys: true }, 'x.jsonl');

/** A number whose share of the sorted ones is what was asked, or the next one on either side, within 1 %. */
function near(values: number[], share: number, got: number): boolean {
  const sorted = values.toSorted((a, b) => a - b);
  const at = Math.max(0, Math.ceil(share * sorted.length) - 1);
  return [at - 1, at, at + 1].some(
    (index) => Math.abs((sorted[index] ?? Number.NaN) - got) <= Math.abs(sorted[index] ?? 0) * 0.0101,
  );
}

test('parts together tell different values exactly and quantiles to 1 %', async () => {
  const numbers = fc.array(fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ min: -1e9, max: 1e9, noNaN: true })), {
    minLength: 1,
    maxLength: 60,
  });
  await fc.assert(
    fc.asyncProperty(numbers, numbers, numbers, async (...parts) => {
      const all = parts.flat();
      const { checks } = mergeProfiles(await Promise.all(parts.map(profiled)));
      const [median, different, share, quantiles] = contract.checks.map((check, index) => {
        const counts = checks[index];
        return counts && judgeCheck(check, counts);
      });
      expect([median, different, share, quantiles].map((one) => one?.verdict)).toEqual(Array(4).fill('pass'));
      const distinct = new Set(all.map((x) => x + 0)).size;
      expect(different?.observed).toBe(distinct);
      expect(share?.observed).toBe(distinct / all.length);
      expect(near(all, 0.5, Number(median?.observed))).toBe(true);
      const told = /^0: (.*), 0\.9: (.*), 1: (.*)$/.exec(String(quantiles?.observed))?.slice(1).map(Number) ?? [];
      expect([0, 0.9, 1].map((at, index) => near(all, at, told[index] ?? Number.NaN))).toEqual([true, true, true]);
    }),
    { numRuns: 25 },
  );
});

test('a limit that is nearer than the parts can tell is inconclusive; one further away is judged', async () => {
  const values = Array.from({ length: 200 }, (_, at) => at + 1);
  const parts = [values.slice(0, 120), values.slice(120)];
  const limits = [
    [100, 1e9],
    [50, 1e9],
    [150, 1e9],
  ] as const;
  const asked = suite(limits.map(([min_value, max_value]) => ['median_to_be_between', { min_value, max_value }]));
  const profiles = await Promise.all(
    parts.map((part) => profileOf(folder, asked, lines(part), { keepKeys: true }, 'x.jsonl')),
  );
  const { checks } = mergeProfiles(profiles);
  const judged = asked.checks.map((check, index) =>
    judgeCheck(check, checks[index] ?? { failing: 0, total: 0, samples: [] }),
  );
  expect(judged.map(({ verdict }) => verdict)).toEqual(['inconclusive', 'pass', 'fail']);
  expect(judged[0]?.sentence).toMatch(
    /x statistic: median is \d+(\.\d+)?, give or take .*, as parts of the data tell it/,
  );
  expect(judged[2]?.sentence).toMatch(/median is about \d+(\.\d+)?, allowed 150 to 1000000000/);
});
