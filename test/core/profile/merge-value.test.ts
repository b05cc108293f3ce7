import fc from 'fast-check';
import { mergeValue } from '../../../lib/core/profile/merge-value.ts';
import { type MergedBy, type MergedValue, mergedBy } from '../../../lib/core/profile/profile.ts';

const of: Record<MergedBy, (values: number[]) => number> = {
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  least: (values) => Math.min(...values),
  greatest: (values) => Math.max(...values),
  mean: (values) => of.sum(values) / values.length,
};
const answer = (by: MergedBy, values: number[]): MergedValue => {
  return { by, value: values.length === 0 ? null : of[by](values), rows: values.length };
};

test('the value of parts is that of the whole, in any order', () => {
  const values = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { maxLength: 9 });
  fc.assert(
    fc.property(fc.constantFrom(...mergedBy), fc.array(values, { minLength: 2, maxLength: 5 }), (by, parts) => {
      const whole = answer(by, parts.flat());
      for (const some of [parts, parts.toReversed()]) {
        const merged = some.map((part) => answer(by, part)).reduce((a, b) => mergeValue(a, b) as MergedValue);
        expect(merged.rows).toBe(whole.rows);
        if (whole.value === null) expect(merged.value).toBeNull();
        else expect(merged.value).toBeCloseTo(Number(whole.value), 9);
      }
    }),
  );
});

test('moments have a least and a greatest one, and what is of two types has none', () => {
  const value = (by: MergedBy, of: string | number): MergedValue => ({ by, value: of, rows: 1 });
  expect(mergeValue(value('least', '2026-01-31'), value('least', '2026-01-09'))?.value).toBe('2026-01-09');
  expect(mergeValue(value('greatest', '2026-01-31'), value('greatest', '2026-01-31 00:00:01'))?.value).toBe(
    '2026-01-31 00:00:01',
  );
  expect(mergeValue(value('least', '2026-01-31'), value('least', 3))).toBeUndefined();
});
