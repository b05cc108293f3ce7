import { nearest } from '../../lib/core/nearest.ts';

const names = ['pattern', 'patterns', 'range', 'required', 'row-count'];

test('a typo finds the names that it may have meant, the likeliest first', () => {
  expect(nearest('patern', names)).toEqual(['pattern', 'patterns']);
  expect(nearest('rowcount', names)).toEqual(['row-count']);
});

test('a word that is near to nothing finds nothing', () => {
  expect(nearest('banana', names)).toEqual([]);
  expect(nearest('', names)).toEqual([]);
});
