/**
 * Two samples over the same disjoint cells, in rising order. A cell holds the values in [lower, upper); where lower = upper it
 * holds that one value. Counts of both sides are exact, so whatever is said at the cells' ends is exact too.
 */
export interface Cells {
  lower: Float64Array;
  upper: Float64Array;
  reference: Float64Array;
  current: Float64Array;
}

/** Every different value of either sample is a cell of its own. NaN counts as missing and is left out. */
export function cellsOf(reference: ArrayLike<number>, current: ArrayLike<number>): Cells {
  const [a, b] = [sorted(reference), sorted(current)];
  const values = new Float64Array(a.length + b.length);
  const [inA, inB] = [new Float64Array(values.length), new Float64Array(values.length)];
  let [i, j, cells] = [0, 0, 0];
  while (i < a.length || j < b.length) {
    const value = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
    const [startA, startB] = [i, j];
    while (i < a.length && a[i] === value) i += 1;
    while (j < b.length && b[j] === value) j += 1;
    values[cells] = value;
    inA[cells] = i - startA;
    inB[cells] = j - startB;
    cells += 1;
  }
  const lower = values.slice(0, cells);
  return { lower, upper: lower, reference: inA.slice(0, cells), current: inB.slice(0, cells) };
}

function sorted(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort();
}
