import { lInfinity as distance } from '../statistics/l-infinity.ts';
import { robust } from '../statistics/robust.ts';
import { type Method, plain } from './method.ts';

/** How far the share of any one category moved, less what chance may make of it, as Model Monitor has it. */
export const lInfinity: Method = {
  name: 'l-infinity',
  words: 'largest change of a share beyond chance',
  threshold: 0.1,
  of: ['number', 'category'],
  measure: (pair) => ({ value: robust(distance(...plain(pair)), pair.n, pair.m) }),
};
