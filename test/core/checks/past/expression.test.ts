import fc from 'fast-check';
import {
  describe as described,
  type Expression,
  evaluate,
  needs,
  reach,
} from '../../../../lib/core/checks/past/expression.ts';
import { dqdl, RulesetText } from '../../../../lib/core/contract/dqdl/dqdl.ts';

const parsed = (text: string): Expression => {
  const value = new RulesetText(`Rules = [ RowCount > ${text} ]`);
  const { checks } = dqdl.read({ file: 'r.dqdl', code: 'contract-invalid', value, lineOf: () => 1 }, {});
  const past = checks[0]?.past;
  return (past && 'limits' in past ? past.limits.exclusiveMinimum : undefined) as Expression;
};

const past = [4, 8, 6, 2];

test.each([
  ['last()', 2],
  ['last(1)', 2],
  ['index(last(4), 0)', 2],
  ['index(last(4), 3)', 4],
  ['avg(last(3))', 16 / 3],
  ['avg(last(100))', 5],
  ['median(last(4))', 5],
  ['median(last(3))', 6],
  ['max(last(2))', 6],
  ['min(last(3))', 2],
  ['sum(last(4))', 20],
  ['std(last(4))', Math.sqrt(20 / 3)],
  ['abs(last() - 10)', 8],
  ['2 - 3 * last()', -4],
  ['(2 - 3) * last()', -2],
  ['10 / last() / 5', 1],
  ['-last() + 0.5', -1.5],
])('%s of 4, 8, 6 and, the newest, 2 is %d', (text, value) => {
  expect(evaluate(parsed(text), past)).toBeCloseTo(value, 12);
});

test('an expression says how many figures it needs and looks at', () => {
  const of = (text: string) => [needs(parsed(text)), reach(parsed(text))];
  expect(of('last()')).toEqual([1, 1]);
  expect(of('avg(last(10)) * 0.5')).toEqual([1, 10]);
  expect(of('avg(last(10)) - 3 * std(last(7))')).toEqual([2, 10]);
  expect(of('abs(index(last(5), 3))')).toEqual([4, 5]);
});

/** A text with the function that it is, calculated in another way. */
interface Model {
  text: string;
  value(newestFirst: number[]): number;
}

const first = (k: number, values: number[]) => values.slice(0, k);
const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
const k = fc.integer({ min: 1, max: 6 });
const ofLast = (name: string, of: (values: number[]) => number) =>
  k.map((n): Model => ({ text: `${name}(last(${n}))`, value: (all) => of(first(n, all)) }));
const leaf: fc.Arbitrary<Model> = fc.oneof(
  fc.integer({ min: 0, max: 99 }).map((n): Model => ({ text: String(n), value: () => n })),
  fc.constant<Model>({ text: 'last()', value: (all) => all[0] ?? Number.NaN }),
  ofLast('avg', (values) => total(values) / values.length),
  ofLast('max', (values) => Math.max(...values)),
  ofLast('min', (values) => Math.min(...values)),
  ofLast('sum', total),
);
const model = fc.letrec<{ any: Model }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.tuple(tie('any'), fc.constantFrom('+', '-', '*'), tie('any')).map(
      ([a, sign, b]): Model => ({
        text: `(${a.text} ${sign} ${b.text})`,
        value: (all) => calculate(a.value(all), sign, b.value(all)),
      }),
    ),
    tie('any').map((a): Model => ({ text: `abs(${a.text})`, value: (all) => Math.abs(a.value(all)) })),
  ),
})).any;
const calculate = (a: number, sign: string, b: number) => (sign === '+' ? a + b : sign === '-' ? a - b : a * b);
const series = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1, maxLength: 8 });

test('any expression is what a naive model says, and reads the same again as it is told', () => {
  fc.assert(
    fc.property(model, series, (wanted, newestFirst) => {
      const oldestFirst = [...newestFirst].reverse();
      const expression = parsed(`${wanted.text} + 0 * last()`);
      const value = wanted.value(newestFirst);
      const tolerance = 1e-9 * Math.max(1, Math.abs(value), ...newestFirst.map(Math.abs)) ** 2;
      expect(Math.abs(evaluate(expression, oldestFirst) - value)).toBeLessThanOrEqual(tolerance);
      expect(evaluate(parsed(described(expression)), oldestFirst)).toBe(evaluate(expression, oldestFirst));
    }),
  );
});
