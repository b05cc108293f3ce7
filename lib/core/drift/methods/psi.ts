import { noiseOf } from '../noise.ts';
import { psi as index } from '../statistics/psi.ts';
import { type Method, smoothed } from './method.ts';

/** By rule of thumb 0.1 is a shift and 0.25 a large one. */
export const psi: Method = {
  name: 'psi',
  words: 'population stability index',
  threshold: 0.1,
  of: ['number', 'category'],
  measure: (pair) => ({ value: index(...smoothed(pair)), noise: noiseOf(pair) }),
};
