import fc from 'fast-check';
import type { Arms } from '../../../../lib/core/judge/kayenta/arms.ts';
import { classifyFixed } from '../../../../lib/core/judge/kayenta/classify-fixed.ts';
import { rules } from './rules-of-test.ts';

/** Every way to split these values into an experiment of `n` and a control. */
function splits(values: number[], n: number): Arms[] {
  const [first, ...rest] = values;
  if (first === undefined) return n === 0 ? [{ experiment: [], control: [] }] : [];
  const taken = n > 0 ? splits(rest, n - 1).map((one) => ({ ...one, experiment: [first, ...one.experiment] })) : [];
  const left = splits(rest, n).map((one) => ({ ...one, control: [first, ...one.control] }));
  return [...taken, ...left];
}

const noEffect = { ...rules, measure: 'cles' as const, allowed: { increase: 0, decrease: 1 } };
const alarms = (all: Arms[]) => all.filter((arms) => classifyFixed(arms, noEffect).label !== 'Pass');

test.each([
  [5, 10],
  [5, 11],
])('without a change at most 2 %% of all splits alarm, ties or not: %d of %d values', (n, size) => {
  const values = fc.array(fc.oneof(fc.integer({ min: -2, max: 2 }), fc.double({ min: -9, max: 9, noNaN: true })), {
    minLength: size,
    maxLength: size,
  });
  fc.assert(
    fc.property(values, (drawn) => {
      const all = splits(drawn, n);
      return alarms(all).length <= 0.02 * all.length;
    }),
    { numRuns: 10 },
  );
});

test('fewer than five points on each side never alarm: no split of them is rare enough', () => {
  for (const [n, m] of [
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 4],
    [1, 9],
    [2, 12],
  ] as const) {
    const arms = { experiment: Array.from({ length: n }, () => 1e9), control: Array.from({ length: m }, () => 1) };
    expect(classifyFixed(arms, rules)).toMatchObject({ label: 'Nodata', critical: false });
  }
});

test('a change of unit flips nothing', () => {
  const value = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.double({ min: 0, max: 50, noNaN: true }));
  const arm = fc.array(value, { minLength: 3, maxLength: 14 });
  const lift = fc.constantFrom(0, 1, 2, 5, 25);
  const measure = fc.constantFrom('meanRatio' as const, 'cles' as const);
  fc.assert(
    fc.property(arm, arm, lift, fc.integer({ min: -6, max: 6 }), measure, (experiment, control, up, power, by) => {
      const arms = { experiment: experiment.map((one) => one + up), control };
      const scaled = {
        experiment: arms.experiment.map((one) => one * 10 ** power),
        control: control.map((one) => one * 10 ** power),
      };
      const judged = { ...rules, critical: true, measure: by, criticalAt: { increase: 1.5, decrease: 0.5 } };
      const [here, there] = [arms, scaled].map((one) => classifyFixed(one, judged));
      expect([there?.label, there?.critical]).toEqual([here?.label, here?.critical]);
    }),
    { numRuns: 500 },
  );
});

test('tolerates a quarter of the control’s median, and not of the shift', () => {
  const around = (middle: number) => Array.from({ length: 30 }, (_, index) => middle + (index - 14.5) * 0.001);
  const label = (to: number) => classifyFixed({ experiment: around(to), control: around(100) }, rules).label;
  expect([label(102), label(124.9), label(125.1), label(75.1), label(74.9)]).toEqual([
    'Pass',
    'Pass',
    'High',
    'Pass',
    'Low',
  ]);
});

test('constant arms need no noise', () => {
  const arms = { experiment: [10, 10, 10, 10, 10], control: [1, 1, 1, 1, 1] };
  expect(classifyFixed(arms, rules)).toMatchObject({ label: 'High', ratio: 10 });
  expect(classifyFixed({ ...arms, control: [10, 10, 10, 10, 10] }, rules)).toMatchObject({ label: 'Pass', ratio: 1 });
});

test('an infinite value is an error, and an arm without values fails only a metric that must have data', () => {
  const five = [1, 2, 3, 4, 5];
  expect(classifyFixed({ experiment: [...five, Number.POSITIVE_INFINITY], control: five }, rules).label).toBe('Error');
  expect(classifyFixed({ experiment: [], control: five }, rules)).toMatchObject({ label: 'Nodata', critical: false });
  const must = { ...rules, mustHaveData: true, critical: true };
  expect(classifyFixed({ experiment: [], control: five }, must)).toMatchObject({
    label: 'NodataFailMetric',
    critical: true,
  });
});
