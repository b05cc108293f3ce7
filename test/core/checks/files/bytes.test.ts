import fc from 'fast-check';
import { describeBytes, sizeUnits } from '../../../../lib/core/checks/files/bytes.ts';

test('a size is told exactly, in the largest unit that allows that', () => {
  expect([0, 3, 1_024, 1_025, 5 << 20, 2 ** 41].map(describeBytes)).toEqual([
    '0 B',
    '3 B',
    '1 KB',
    '1025 B',
    '5 MB',
    '2 TB',
  ]);
  fc.assert(
    fc.property(fc.nat(), (bytes) => {
      const [amount, unit] = describeBytes(bytes).split(' ');
      expect(Number(amount) * sizeUnits[unit as keyof typeof sizeUnits]).toBe(bytes);
    }),
  );
});
