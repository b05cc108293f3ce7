import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeCheck } from '../../../lib/core/checks/judge.ts';
import { statistics } from '../../../lib/core/checks/statistics/registry.ts';
import { mergeProfiles } from '../../../lib/core/profile/merge.ts';
import type { CheckCounts } from '../../../lib/core/profile/profile.ts';
import { temporaryFolder } from '../tables.ts';
import { checkOf, measured, rowsOf } from './tables.ts';

const folder = temporaryFolder();

/** Made by test/oracles/statistics.py with numpy, scipy and scikit-learn. */
const oracle = JSON.parse(readFileSync(join(import.meta.dirname, '../../oracles/statistics.json'), 'utf8')) as {
  columns: Array<{
    name: string;
    values: Array<number | null>;
    statistics: Record<string, number>;
    quantiles: { at: number[] } & Record<'nearest' | 'lower' | 'linear', number[]>;
  }>;
  associations: Array<{ a: number[]; b: number[] } & Record<string, number>>;
  divergences: Array<{ values: number[]; bins: number[]; weights: number[]; tails: number[]; kl: number }>;
};

const cell = (value: number | null) => (value === null ? 'NULL' : `'${value}'::DOUBLE`);
const columnOf = (values: Array<number | null>) =>
  rowsOf({ x: 'float' }, values.map((value) => `(${cell(value)})`).join(', '));

/** To 1e-9 of the figure, or of the spread of the values where that is what rounding is relative to. */
function near(seen: unknown, expected: number, scale = 0) {
  const tolerance = 1e-9 * Math.max(Math.abs(expected), scale, 1e-300);
  expect(typeof seen === 'number' && Math.abs(seen - expected) <= tolerance ? expected : seen).toBe(expected);
}

test.each(oracle.columns)('statistics of $name are those of numpy and scipy', async ({ values, statistics: known }) => {
  const names = Object.keys(known);
  expect(names.sort()).toEqual(Object.keys(statistics).sort());
  const checks = names.map((of) => checkOf('statistic', ['x'], { of }));
  const counts = await measured(folder, columnOf(values), checks);
  for (const [index, of] of names.entries()) near(counts[index]?.observed, known[of] ?? Number.NaN);
});

test.each(oracle.columns)(
  'quantiles of $name are those of numpy, by each interpolation',
  async ({ values, quantiles }) => {
    const { at, ...methods } = quantiles;
    const ranges = at.map((quantile) => ({ quantile }));
    const checks = Object.keys(methods).map((interpolation) => checkOf('quantiles', ['x'], { ranges, interpolation }));
    const counts = await measured(folder, columnOf(values), checks);
    for (const [index, expected] of Object.values(methods).entries()) {
      const { values: seen } = (counts[index]?.observed ?? { values: [] }) as { values: number[] };
      for (const [place, value] of expected.entries()) near(seen[place], value);
    }
  },
);

test.each(oracle.associations)(
  'association of two columns is that of scipy and scikit-learn',
  async ({ a, b, ...known }) => {
    const relation = rowsOf({ a: 'integer', b: 'integer' }, a.map((x, index) => `(${x}, ${b[index]})`).join(', '));
    const checks = Object.keys(known).map((of) => checkOf('association', ['a', 'b'], { of }));
    const counts = await measured(folder, relation, checks);
    for (const [index, value] of Object.values(known).entries()) near(counts[index]?.observed, value);
  },
);

test.each(oracle.divergences)('divergence from bins is that of scipy', async ({ values, kl, ...partition }) => {
  const [counts] = await measured(folder, columnOf(values), [
    checkOf('partition-distance', ['x'], { distance: 'kl', partition, maximum: 0.1 }),
  ]);
  near(counts?.observed, kl);
});

test('statistics of the rows of a condition are of those rows alone', async () => {
  const relation = rowsOf({ x: 'float', g: 'string' }, "(1::DOUBLE, 'a'), (2, 'a'), (NULL, 'a'), (10, 'b'), (0, 'b')");
  const where = { column: 'g', operator: '==', value: 'a', missing: 'pandas' } as const;
  const names = ['mean', 'median', 'missing', 'missing-share', 'distinct', 'max', 'kurtosis'];
  const counts = await measured(
    folder,
    relation,
    names.map((of) => checkOf('statistic', ['x'], { of }, { where })),
  );
  expect(counts.map(({ observed, total }) => [observed, total])).toEqual([
    [1.5, 3],
    [1.5, 3],
    [1, 3],
    [1 / 3, 3],
    [2, 3],
    [2, 3],
    [-2, 3],
  ]);
});

test('parts of the data tell sums, moments and extremes of the whole; of a median they say that they do not', async () => {
  const [first, ...others] = oracle.columns;
  const values = first?.values ?? [];
  const names = Object.keys(statistics);
  const checks = names.map((of) => checkOf('statistic', ['x'], { of }));
  const parts = [values.slice(0, 40), values.slice(40, 41), values.slice(41)];
  const counts: CheckCounts[][] = [];
  for (const part of parts) counts.push(await measured(folder, columnOf(part), checks));
  const merged = mergeProfiles(
    counts.map((some) => ({
      version: 1,
      rows: 0,
      trainRows: 0,
      holdoutRows: 0,
      columns: [],
      checks: some,
      extraColumns: [],
    })),
  ).checks;
  const whole = names.map((of, index) => {
    const check = checks[index] ?? checkOf('', []);
    return [of, judgeCheck(check, merged[index] ?? { failing: null, total: 0, samples: [] })] as const;
  });
  const unknown = ['distinct', 'distinct-share', 'unique-share', 'unique-ratio', 'entropy', 'median', 'iqr'];
  for (const [of, { verdict, observed, sentence }] of whole) {
    if (unknown.includes(of))
      expect([of, verdict, sentence]).toEqual([
        of,
        'inconclusive',
        expect.stringContaining('give the data as one file'),
      ]);
    else near(observed, first?.statistics[of] ?? Number.NaN);
  }
  expect(others.length).toBeGreaterThan(0);
});

test('what is no finite number leaves no median, quantile or z-score, instead of being passed over', async () => {
  const checks = [
    checkOf('statistic', ['x'], { of: 'median', minimum: 0 }),
    checkOf('quantiles', ['x'], { ranges: [{ quantile: 0.5, minimum: 0 }] }),
    checkOf('z-score', ['x'], { threshold: 3, doubleSided: true }),
  ];
  const verdicts = async (rows: string) => {
    const counts = await measured(folder, rowsOf({ x: 'float' }, rows), checks);
    return checks.map((check, index) => judgeCheck(check, counts[index] as CheckCounts).verdict);
  };
  expect(await verdicts("(1), (2), (3), (NULL), ('NaN'::DOUBLE)")).toEqual(['pass', 'pass', 'pass']);
  expect(await verdicts("(1), (2), ('inf'::DOUBLE)")).toEqual(['inconclusive', 'inconclusive', 'inconclusive']);
});
