import type { NumberPair } from '../pair.ts';
import type { Cells } from '../statistics/cells.ts';
import { kolmogorovSmirnov as distances } from '../statistics/kolmogorov-smirnov.ts';
import { robust } from '../statistics/robust.ts';
import type { Method } from './method.ts';

/** In standard deviations: a value that moves less far has not moved in any way that matters. */
const narrow = 0.1;

/** The largest distance of both CDFs less what chance may make of it, as Model Monitor's `Robust` has it. */
export const kolmogorovSmirnov: Method<NumberPair> = {
  name: 'kolmogorov-smirnov',
  words: 'Kolmogorov–Smirnov distance beyond chance',
  threshold: 0.1,
  of: ['number'],
  measure: (pair) => {
    const { n, m, reference, current } = pair;
    if (reference.min === reference.max && current.min === current.max)
      return { value: robust(reference.min === current.min ? 0 : 1, n, m) };
    const { distance, most } = distances(narrowed(pair));
    return { value: robust(distance, n, m), most: robust(most, n, m) };
  },
};

/** Cells so narrow that nothing of note can hide in them are taken for one value. */
function narrowed({ cells, reference, current }: NumberPair): Cells {
  const width = narrow * (reference.deviation || current.deviation);
  const upper = cells.upper.map((end, cell) => {
    const start = cells.lower[cell] ?? end;
    return end - start <= width ? start : end;
  });
  return { ...cells, upper };
}
