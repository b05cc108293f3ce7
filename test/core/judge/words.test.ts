import fc from 'fast-check';
import { count } from '../../../lib/core/judge/words.ts';

test('counts are grouped as English groups them', () => {
  const format = new Intl.NumberFormat('en');
  const number = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -10_000, max: 10_000 }), fc.double(), fc.constant(-0));
  fc.assert(fc.property(number, (value) => expect(count(value)).toBe(format.format(value))));
});
