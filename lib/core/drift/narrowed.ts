import type { Numbers } from './column.ts';
import type { Cells } from './statistics/cells.ts';

/** In standard deviations: a value that moves less far has not moved in any way that matters. */
const narrow = 0.1;

/** Cells so narrow that nothing of note can hide in them are taken for one value. */
export function narrowed(cells: Cells, reference: Numbers, current: Numbers): Cells {
  const width = narrow * (reference.deviation || current.deviation);
  const upper = cells.upper.map((end, cell) => {
    const start = cells.lower[cell] ?? end;
    return end - start <= width ? start : end;
  });
  return { ...cells, upper };
}
