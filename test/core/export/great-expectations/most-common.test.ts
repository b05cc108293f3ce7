import { mostCommon } from '../../../../lib/core/export/great-expectations/most-common.ts';

test('the commonest values come first, equally common ones in their order', () => {
  expect(mostCommon([10, 9, 10, 2], 20)).toEqual([
    { value: 10, count: 2 },
    { value: 2, count: 1 },
    { value: 9, count: 1 },
  ]);
  expect(mostCommon(['b', 'a'], 1)).toEqual([{ value: 'b', count: 1 }]);
});

test('records and pairs count as tuples', () => {
  expect(
    mostCommon(
      [
        { a: 1, b: 'x' },
        { a: 1, b: 'x' },
        { a: 0, b: 'y' },
      ],
      20,
    ),
  ).toEqual([
    { value: [1, 'x'], count: 2 },
    { value: [0, 'y'], count: 1 },
  ]);
});

test('infinite and large whole numbers, which JSON spells, are numbers among others', () => {
  expect(mostCommon(['inf', 1.5, '-inf', '9223372036854775807'], 20)).toEqual(
    ['-inf', 1.5, '9223372036854775807', 'inf'].map((value) => ({ value, count: 1 })),
  );
});

test('values that Python cannot put in order end in its words', () => {
  expect(mostCommon([1, 'a'], 20)).toEqual([{ error: 'partial_exception_counts requires a hashable type' }]);
  expect(
    mostCommon(
      [
        [1, null],
        [1, 2],
      ],
      20,
    ),
  ).toEqual([{ error: expect.any(String) }]);
  expect(mostCommon([null], 20)).toEqual([{ value: null, count: 1 }]);
});
