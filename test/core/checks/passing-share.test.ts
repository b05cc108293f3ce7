import fc from 'fast-check';
import { holds } from '../../../lib/core/checks/bound.ts';
import { boundOfShare } from '../../../lib/core/checks/passing-share.ts';

const total = fc.integer({ min: 1, max: 1_000_000 });
const counted = total.chain((rows) => fc.tuple(fc.constant(rows), fc.integer({ min: 0, max: rows })));

test('a share of rows lies in an interval exactly where the bound on those that fail holds', () => {
  fc.assert(
    fc.property(counted, counted, ([rows, failing], [others, wrong]) => {
      const share = (others - wrong) / others;
      // Compared as whole numbers, which rounding cannot touch.
      const sign = Math.sign((rows - failing) * others - (others - wrong) * rows);
      const ok = (interval: object) => holds(boundOfShare(interval), failing, rows);
      expect(ok({ minimum: share })).toBe(sign >= 0);
      expect(ok({ exclusiveMinimum: share })).toBe(sign > 0);
      expect(ok({ maximum: share })).toBe(sign <= 0);
      expect(ok({ exclusiveMaximum: share })).toBe(sign < 0);
      expect(ok({ minimum: share, maximum: share })).toBe(sign === 0);
    }),
  );
});

test('it is told in round numbers', () => {
  expect(boundOfShare({ minimum: 0.95 })).toEqual({ operator: 'mustBeLessOrEqualTo', value: 5, unit: 'percent' });
  expect(boundOfShare({ exclusiveMinimum: 0.7 })).toEqual({ operator: 'mustBeLessThan', value: 30, unit: 'percent' });
});
