import { noiseOf } from '../noise.ts';
import { hellinger as distance } from '../statistics/hellinger.ts';
import { type Method, smoothed } from './method.ts';

export const hellinger: Method = {
  name: 'hellinger',
  words: 'Hellinger distance',
  threshold: 0.1,
  of: ['number', 'category'],
  measure: (pair) => ({ value: distance(...smoothed(pair)), noise: Math.sqrt(noiseOf(pair) / 8) }),
};
