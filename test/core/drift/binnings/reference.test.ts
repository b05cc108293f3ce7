import { reference } from '../../../../lib/core/drift/binnings/reference.ts';
import { cellsOf } from '../../../../lib/core/drift/statistics/cells.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const plain = (counts: { reference: Float64Array; current: Float64Array }) => [
  [...counts.reference],
  [...counts.current],
];

test('tenths of the reference, of which the outer ones are open', () => {
  const bins = plain(reference.bins(cellsOf(upTo(100), [...upTo(50), 0, -5, 200])));
  expect(bins).toEqual([
    [10, 10, 10, 10, 10, 10, 10, 10, 10, 10],
    [12, 10, 10, 10, 10, 0, 0, 0, 0, 1],
  ]);
});

test('a value that many rows share is one bin, and no bin is empty in the reference', () => {
  const values = [...Array.from({ length: 90 }, () => 0), ...upTo(10)];
  expect(plain(reference.bins(cellsOf(values, [0, 3, 11])))).toEqual([
    [90, 10],
    [1, 2],
  ]);
});

test('a constant reference tells below, at and above apart', () => {
  expect(plain(reference.bins(cellsOf([5, 5], [4, 5, 6, 7])))).toEqual([
    [0, 2, 0],
    [1, 1, 2],
  ]);
});
