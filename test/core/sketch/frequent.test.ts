import fc from 'fast-check';
import { frequentOf, mergeFrequent } from '../../../lib/core/sketch/frequent.ts';

const most = 4;
const part = fc.array(fc.constantFrom(...'abcdefghij'), { minLength: 1, maxLength: 40 });

function counted(values: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

test('what is told is at most the stated number too low, what is not told occurs at most so often', () => {
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
      const sketches = parts.map((values) => frequentOf(counted(values), most));
      const merged = sketches.reduce((a, b) => mergeFrequent(a, b, most));
      const told = new Map(merged.values.map(({ value, count }) => [value, count]));
      for (const [value, exact] of counted(parts.flat())) {
        expect(told.get(value) ?? 0).toBeLessThanOrEqual(exact);
        expect(exact - (told.get(value) ?? 0)).toBeLessThanOrEqual(merged.undercount);
      }
      expect(merged.values.length).toBeLessThanOrEqual(most);
    }),
  );
});

test('merging does not ask for an order', () => {
  fc.assert(
    fc.property(part, part, (a, b) => {
      const [one, other] = [a, b].map((values) => frequentOf(counted(values), most)) as [never, never];
      expect(mergeFrequent(one, other, most)).toEqual(mergeFrequent(other, one, most));
    }),
  );
});
