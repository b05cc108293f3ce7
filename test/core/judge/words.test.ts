import fc from 'fast-check';
import { count, perSecond } from '../../../lib/core/judge/words.ts';

test('counts are grouped as English groups them', () => {
  const format = new Intl.NumberFormat('en');
  const number = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -10_000, max: 10_000 }), fc.double(), fc.constant(-0));
  fc.assert(fc.property(number, (value) => expect(count(value)).toBe(format.format(value))));
});

test('few requests a second are not told as none', () => {
  expect([12.5, 0.05, 0.0001, 0.00012345, 0].map(perSecond)).toEqual(['12.5', '0.05', '0.0001', '0.0001', '0']);
});
