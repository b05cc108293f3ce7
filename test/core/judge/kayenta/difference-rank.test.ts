import fc from 'fast-check';
import { differenceAt } from '../../../../lib/core/judge/kayenta/difference-rank.ts';

const sorted = (values: number[]) => Float64Array.from(values).sort();
const value = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  fc.constantFrom(1e20, -1e20, 1e-300, 0, 5e-324),
);
const values = fc.array(value, { minLength: 1, maxLength: 12 });

test('every rank is that of the sorted differences, whatever ties and spikes there are', () => {
  fc.assert(
    fc.property(values, values, (a, b) => {
      const all = sorted(a.flatMap((x) => b.map((y) => x - y)));
      const ours = Array.from(all, (_, index) => differenceAt(sorted(a), sorted(b), index + 1));
      expect(ours.map((one) => one + 0)).toEqual(Array.from(all, (one) => one + 0));
    }),
  );
});
