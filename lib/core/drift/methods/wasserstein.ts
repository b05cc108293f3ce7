import type { NumberPair } from '../pair.ts';
import { spread } from '../statistics/spread.ts';
import { wasserstein as moved } from '../statistics/wasserstein.ts';
import type { Method } from './method.ts';

/**
 * How far a value moved on average, in standard deviations of the reference. Under no drift |F − G| is √(F (1 − F) (1/n + 1/m))
 * times a half-normal variable at each place; 2.5 of these roots everywhere are more than all but a few of ten thousand make.
 */
export const wasserstein: Method<NumberPair> = {
  name: 'wasserstein',
  words: 'standard deviations that a value moved on average',
  threshold: 0.1,
  of: ['number'],
  measure: ({ cells, n, m, reference, current }) => {
    const { distance, within } = moved(cells);
    // Where nothing varies, any move is one whole deviation.
    const unit = reference.deviation || current.deviation || distance || 1;
    const noise = (2.5 * Math.sqrt(1 / n + 1 / m) * spread(cells)) / unit;
    return { value: distance / unit, most: (distance + within) / unit, noise };
  },
};
