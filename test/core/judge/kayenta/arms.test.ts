import { prepare } from '../../../../lib/core/judge/kayenta/arms.ts';
import type { Rules } from '../../../../lib/core/judge/kayenta/rules.ts';
import { rules } from './rules-of-test.ts';

const one = (experiment: number[], changed: Partial<Rules>) =>
  prepare({ control: [], experiment }, { ...rules, ...changed }).experiment;

test('NaN is removed or becomes 0', () => {
  expect(one([2, Number.NaN, 0, 7], {})).toEqual([2, 0, 7]);
  expect(one([Number.NaN, Number.NaN], {})).toEqual([]);
  expect(one([Number.NaN, 2.5, Number.NaN, 7], { nanStrategy: 'replace' })).toEqual([0, 2.5, 0, 7]);
});

test('outliers go only where the config says so, each arm by its own fences', () => {
  const values = [3, 40, 4, 5, 4, 3];
  expect(one(values, {})).toEqual(values);
  expect(one(values, { outlierFactor: 1.5 })).toEqual([3, 4, 5, 4, 3]);
  const { control, experiment } = prepare(
    { control: [...values, 41], experiment: values },
    { ...rules, outlierFactor: 1.5 },
  );
  expect([control.includes(40), experiment.includes(40)]).toEqual([true, false]);
});
