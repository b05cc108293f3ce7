import { narrowed } from '../narrowed.ts';
import type { NumberPair } from '../pair.ts';
import { kolmogorovSmirnov as distances } from '../statistics/kolmogorov-smirnov.ts';
import { robust } from '../statistics/robust.ts';
import type { Method } from './method.ts';

/** The largest distance of both CDFs less what chance may make of it, as Model Monitor's `Robust` has it. */
export const kolmogorovSmirnov: Method<NumberPair> = {
  name: 'kolmogorov-smirnov',
  words: 'Kolmogorov–Smirnov distance beyond chance',
  threshold: 0.1,
  of: ['number'],
  measure: (pair) => {
    const { n, m, cells, reference, current } = pair;
    if (reference.min === reference.max && current.min === current.max)
      return { value: robust(reference.min === current.min ? 0 : 1, n, m) };
    const { distance, most } = distances(narrowed(cells, reference, current));
    return { value: robust(distance, n, m), most: robust(most, n, m) };
  },
};
